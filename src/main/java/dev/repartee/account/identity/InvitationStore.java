package dev.repartee.account.identity;

import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Invitations in Postgres, as long as they are open. */
@ApplicationScoped
class InvitationStore {

  private static final String FIELDS = "id, workspace_id, email, role, created_at, expires_at";

  private final Sql sql;

  @Inject
  InvitationStore(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  void insert(Invitation invitation, UUID invitedBy) {
    sql.change(
        "INSERT INTO invitation (" + FIELDS + ", invited_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        invitation.id(),
        invitation.workspaceId(),
        invitation.email(),
        invitation.role().name(),
        invitation.createdAt(),
        invitation.expiresAt(),
        invitedBy);
  }

  int count(UUID workspace) {
    return sql.rows(
            "SELECT count(*) FROM invitation WHERE workspace_id = ?",
            row -> row.getInt(1),
            workspace)
        .get(0);
  }

  /** The newest first, from before a position in that order. */
  List<Invitation> page(UUID workspace, @Nullable UUID before, Instant now, int most) {
    return sql.rows(
        "SELECT "
            + FIELDS
            + " FROM invitation WHERE workspace_id = ? AND expires_at > ?"
            + " AND (CAST(? AS uuid) IS NULL OR id < ?) ORDER BY id DESC LIMIT ?",
        InvitationStore::read,
        workspace,
        now,
        before,
        before,
        most);
  }

  /** Takes an invitation away; of any number of attempts at once one gets it. */
  Optional<Invitation> take(UUID workspace, UUID id) {
    return takeWhere("workspace_id = ? AND id = ?", workspace, id);
  }

  Optional<Invitation> takeFor(UUID workspace, String email) {
    return takeWhere("workspace_id = ? AND email = ?", workspace, email);
  }

  /** For whoever shows the token of an invitation: it says itself which workspace it is of. */
  Optional<Invitation> takeShown(UUID id, Instant now) {
    return takeWhere("id = ? AND expires_at > ?", id, now);
  }

  private Optional<Invitation> takeWhere(String condition, Object... parameters) {
    return sql
        .rows(
            "DELETE FROM invitation WHERE " + condition + " RETURNING " + FIELDS,
            InvitationStore::read,
            parameters)
        .stream()
        .findFirst();
  }

  private static Invitation read(ResultSet row) throws SQLException {
    return new Invitation(
        row.getObject("id", UUID.class),
        row.getObject("workspace_id", UUID.class),
        row.getString("email"),
        Role.valueOf(row.getString("role")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}
