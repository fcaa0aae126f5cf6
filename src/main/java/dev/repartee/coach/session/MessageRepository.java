package dev.repartee.coach.session;

import dev.repartee.foundation.data.DataSources;
import dev.repartee.foundation.data.WithinWorkspace;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The messages of sessions, in order. */
@WithinWorkspace
@Repository(dataStore = DataSources.STORE)
interface MessageRepository {

  @Insert
  SessionMessage insert(SessionMessage message);

  @Insert
  List<SessionMessage> insert(List<SessionMessage> messages);

  @Update
  SessionMessage update(SessionMessage message);

  @Delete
  void delete(SessionMessage message);

  @Find
  Optional<SessionMessage> find(UUID id, UUID sessionId, UUID workspaceId);

  @Query(
      "SELECT m FROM SessionMessage m WHERE m.workspaceId = ?1 AND m.sessionId = ?2"
          + " ORDER BY m.position")
  List<SessionMessage> inOrder(UUID workspaceId, UUID sessionId);

  @Query("DELETE FROM SessionMessage m WHERE m.workspaceId = ?1 AND m.sessionId = ?2")
  void deleteAll(UUID workspaceId, UUID sessionId);
}
