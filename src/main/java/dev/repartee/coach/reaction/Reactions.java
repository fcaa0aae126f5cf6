package dev.repartee.coach.reaction;

import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Keeps who reacted how. The caller has made sure that the subject is the person's own. Native SQL,
 * because a reaction is a set membership ({@code ON CONFLICT}), not an object with a life.
 */
@ApplicationScoped
public class Reactions {

  private final DataSource dataSource;
  private final InstantSource clock;

  @Inject
  Reactions(DataSource dataSource, InstantSource clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /**
   * Adds the reaction, or takes it back if it was there; liking and disliking replace each other.
   */
  @Transactional
  public Set<ReactionKind> toggle(Caller caller, Subject subject, ReactionKind kind) {
    try (Connection connection = dataSource.getConnection()) {
      boolean removed = kind.isToggled() && delete(connection, caller, subject, kind);
      if (!removed) {
        for (ReactionKind other : ReactionKind.values()) {
          if (kind.excludes(other)) {
            delete(connection, caller, subject, other);
          }
        }
        insert(connection, caller, subject, kind);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("A reaction could not be stored", e);
    }
    return of(caller, subject.kind(), Set.of(subject.id())).getOrDefault(subject.id(), Set.of());
  }

  /** The caller's reactions to each of the subjects; subjects without one are left out. */
  @Transactional
  public Map<UUID, Set<ReactionKind>> of(
      Caller caller, Subject.Kind subjects, Collection<UUID> ids) {
    Map<UUID, Set<ReactionKind>> reactions = new HashMap<>();
    if (ids.isEmpty()) {
      return reactions;
    }
    String sql =
        "SELECT %1$s, kind FROM reaction WHERE workspace_id = ? AND user_id = ? AND %1$s = ANY (?)"
            .formatted(subjects.column());
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      Array array = connection.createArrayOf("uuid", ids.toArray());
      select.setObject(1, caller.workspaceId());
      select.setObject(2, caller.userId());
      select.setArray(3, array);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          reactions
              .computeIfAbsent(
                  rows.getObject(1, UUID.class), id -> EnumSet.noneOf(ReactionKind.class))
              .add(ReactionKind.valueOf(rows.getString(2)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Reactions could not be read", e);
    }
    return reactions;
  }

  private static boolean delete(
      Connection connection, Caller caller, Subject subject, ReactionKind kind)
      throws SQLException {
    String sql =
        "DELETE FROM reaction WHERE workspace_id = ? AND user_id = ? AND %s = ? AND kind = ?"
            .formatted(subject.kind().column());
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setObject(1, caller.workspaceId());
      delete.setObject(2, caller.userId());
      delete.setObject(3, subject.id());
      delete.setString(4, kind.name());
      return delete.executeUpdate() > 0;
    }
  }

  private void insert(Connection connection, Caller caller, Subject subject, ReactionKind kind)
      throws SQLException {
    String sql =
        "INSERT INTO reaction (id, workspace_id, user_id, %s, kind, created_at) VALUES (?, ?, ?, ?, ?, ?)"
                .formatted(subject.kind().column())
            + " ON CONFLICT DO NOTHING";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, Ids.next());
      insert.setObject(2, caller.workspaceId());
      insert.setObject(3, caller.userId());
      insert.setObject(4, subject.id());
      insert.setString(5, kind.name());
      insert.setTimestamp(6, Timestamp.from(clock.instant()));
      insert.executeUpdate();
    }
  }
}
