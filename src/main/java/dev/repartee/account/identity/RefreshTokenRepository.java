package dev.repartee.account.identity;

import dev.repartee.foundation.data.DataSources;
import dev.repartee.foundation.data.WithinWorkspace;
import jakarta.data.repository.By;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Param;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@WithinWorkspace
@Repository(dataStore = DataSources.STORE)
interface RefreshTokenRepository {

  @Insert
  void insert(RefreshToken token);

  @Find
  Optional<RefreshToken> byHash(@By("tokenHash") String hash);

  /** Takes a token that nobody has used yet; 0 when somebody has. */
  @Query("UPDATE RefreshToken t SET t.usedAt = :now WHERE t.id = :id AND t.usedAt IS NULL")
  int claim(@Param("id") UUID id, @Param("now") Instant now);

  @Query("UPDATE RefreshToken t SET t.workspaceId = :workspace WHERE t.tokenHash = :hash")
  int move(@Param("hash") String hash, @Param("workspace") UUID workspace);

  @Query("SELECT COUNT(t) FROM RefreshToken t WHERE t.family = :family AND t.revokedAt IS NOT NULL")
  long countRevoked(@Param("family") UUID family);

  @Query(
      "UPDATE RefreshToken t SET t.revokedAt = :now"
          + " WHERE t.userId = :user AND t.family = :family AND t.revokedAt IS NULL")
  int revokeOf(@Param("user") UUID user, @Param("family") UUID family, @Param("now") Instant now);

  @Query(
      "UPDATE RefreshToken t SET t.revokedAt = :now"
          + " WHERE t.userId = :user AND t.family <> :kept AND t.revokedAt IS NULL")
  int revokeOthers(@Param("user") UUID user, @Param("kept") UUID kept, @Param("now") Instant now);

  @Query(
      "UPDATE RefreshToken t SET t.revokedAt = :now"
          + " WHERE t.family = :family AND t.revokedAt IS NULL")
  int revoke(@Param("family") UUID family, @Param("now") Instant now);
}
