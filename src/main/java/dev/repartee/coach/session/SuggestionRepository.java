package dev.repartee.coach.session;

import dev.repartee.foundation.data.DataSources;
import dev.repartee.foundation.data.WithinWorkspace;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import java.util.Optional;
import java.util.UUID;

/** Suggestions already made, found again by what they were made from. */
@WithinWorkspace
@Repository(dataStore = DataSources.STORE)
interface SuggestionRepository {

  @Insert
  Suggestion insert(Suggestion suggestion);

  @Find
  Optional<Suggestion> find(UUID workspaceId, UUID sessionId, String fingerprint);

  @Query("UPDATE Suggestion s SET s.hits = s.hits + 1 WHERE s.workspaceId = ?1 AND s.id = ?2")
  void countHit(UUID workspaceId, UUID id);

  @Query("SELECT COALESCE(SUM(s.hits), 0) FROM Suggestion s WHERE s.workspaceId = ?1")
  long hits(UUID workspaceId);

  @Query("SELECT COUNT(s) FROM Suggestion s WHERE s.workspaceId = ?1")
  long misses(UUID workspaceId);
}
