package dev.repartee.coach.session;

import dev.repartee.foundation.data.DataSources;
import dev.repartee.foundation.data.WithinWorkspace;
import jakarta.data.Limit;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sessions of a workspace. A session belongs to one member; nobody else finds it. */
@WithinWorkspace
@Repository(dataStore = DataSources.STORE)
interface SessionRepository {

  @Insert
  Session insert(Session session);

  @Update
  Session update(Session session);

  @Delete
  void delete(Session session);

  @Find
  Optional<Session> find(UUID id, UUID workspaceId, UUID userId);

  /** For the server's own work, which knows the workspace but not the member. */
  @Find
  Optional<Session> find(UUID id, UUID workspaceId);

  @Query("SELECT COUNT(s) FROM Session s WHERE s.workspaceId = ?1 AND s.imageKey = ?2")
  long countByImage(UUID workspaceId, String imageKey);

  @Query(
      "SELECT s FROM Session s WHERE s.workspaceId = ?1 AND s.userId = ?2 AND s.id < ?3"
          + " AND s.status IN ?4 AND s.type IN ?5 AND s.deletedAt IS NULL ORDER BY s.id DESC")
  List<Session> live(
      UUID workspaceId,
      UUID userId,
      UUID before,
      Collection<SessionStatus> statuses,
      Collection<SessionType> types,
      Limit limit);

  @Query(
      "SELECT s FROM Session s WHERE s.workspaceId = ?1 AND s.userId = ?2 AND s.id < ?3"
          + " AND s.status IN ?4 AND s.type IN ?5 AND s.deletedAt IS NOT NULL ORDER BY s.id DESC")
  List<Session> deleted(
      UUID workspaceId,
      UUID userId,
      UUID before,
      Collection<SessionStatus> statuses,
      Collection<SessionType> types,
      Limit limit);
}
