package dev.repartee.coach.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Lets one transaction at a time change a session and its transcript; the others wait their turn.
 */
@ApplicationScoped
class SessionLock {

  private final DataSource dataSource;

  @Inject
  SessionLock(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Holds the session's row until the transaction ends; a session that is not there locks nothing.
   */
  void hold(UUID workspaceId, UUID sessionId) {
    hold(
        "SELECT 1 FROM session WHERE workspace_id = ? AND id = ? FOR UPDATE",
        workspaceId,
        sessionId);
  }

  /** Holds the row of an upload, so that only one session begins with it. */
  void holdUpload(UUID workspaceId, String objectKey) {
    hold(
        "SELECT 1 FROM upload WHERE workspace_id = ? AND object_key = ? FOR UPDATE",
        workspaceId,
        objectKey);
  }

  private void hold(String sql, UUID workspaceId, Object key) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, workspaceId);
      select.setObject(2, key);
      select.executeQuery().close();
    } catch (SQLException e) {
      throw new IllegalStateException("A row could not be locked", e);
    }
  }
}
