package dev.repartee.account.identity;

import dev.repartee.foundation.data.DataSources;
import dev.repartee.foundation.data.WithinWorkspace;
import dev.repartee.foundation.security.Role;
import jakarta.data.Limit;
import jakarta.data.repository.By;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Param;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@WithinWorkspace
@Repository(dataStore = DataSources.STORE)
interface MembershipRepository {

  @Insert
  void insert(Membership membership);

  @Find
  @OrderBy("createdAt")
  List<Membership> ofUser(@By("userId") UUID userId);

  @Query("SELECT m.role FROM Membership m WHERE m.userId = :user AND m.workspaceId = :workspace")
  Optional<Role> role(@Param("user") UUID user, @Param("workspace") UUID workspace);

  /** The role, unless the device was signed out. */
  @Query(
      "SELECT m.role FROM Membership m WHERE m.userId = :user AND m.workspaceId = :workspace"
          + " AND NOT EXISTS (SELECT t.id FROM RefreshToken t"
          + " WHERE t.family = :device AND t.revokedAt IS NOT NULL)")
  Optional<Role> roleOn(
      @Param("user") UUID user, @Param("workspace") UUID workspace, @Param("device") UUID device);

  @Query(
      "SELECT COUNT(m) FROM Membership m"
          + " WHERE m.workspaceId = :workspace AND m.userId <> :user")
  long others(@Param("workspace") UUID workspace, @Param("user") UUID user);

  @Query("WHERE workspaceId = :workspace AND id = :id")
  Optional<Membership> byId(@Param("workspace") UUID workspace, @Param("id") UUID id);

  @Query("WHERE workspaceId = :workspace AND userId = :user")
  Optional<Membership> ofUserIn(@Param("workspace") UUID workspace, @Param("user") UUID user);

  @Update
  Membership update(Membership membership);

  @Delete
  void delete(Membership membership);

  @Query("WHERE workspaceId = :workspace AND id > :after ORDER BY id")
  List<Membership> page(
      @Param("workspace") UUID workspace, @Param("after") UUID after, Limit limit);

  @Query("WHERE userId = :user AND id > :after ORDER BY id")
  List<Membership> pageOf(@Param("user") UUID user, @Param("after") UUID after, Limit limit);

  @Query(
      "SELECT COUNT(m) FROM Membership m"
          + " WHERE m.workspaceId = :workspace AND m.role = :role AND m.userId <> :user")
  long othersWithRole(
      @Param("workspace") UUID workspace, @Param("user") UUID user, @Param("role") Role role);
}
