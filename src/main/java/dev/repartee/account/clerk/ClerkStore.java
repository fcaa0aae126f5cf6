package dev.repartee.account.clerk;

import dev.repartee.foundation.data.Sql;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which of Clerk's users and organizations is whom and what here. */
final class ClerkStore {

  /**
   * A user of Clerk.
   *
   * @param userId null when the account is closed
   * @param workspaceId their own; null when it is gone
   * @param updatedAt of what was last heard of them
   */
  record Known(String id, @Nullable UUID userId, @Nullable UUID workspaceId, Instant updatedAt) {}

  private final Sql sql;

  ClerkStore(DataSource dataSource) {
    sql = new Sql(dataSource);
  }

  /** Makes others who are about to change the same wait until the transaction ends. */
  void lock(String id) {
    sql.rows("SELECT pg_advisory_xact_lock(hashtextextended('clerk/' || ?, 0))", row -> true, id);
  }

  Optional<Known> user(String id) {
    return sql
        .rows(
            "SELECT id, CASE WHEN closed_at IS NULL THEN user_id END, workspace_id, updated_at"
                + " FROM clerk_user WHERE id = ?",
            row ->
                new Known(
                    row.getString(1),
                    row.getObject(2, UUID.class),
                    row.getObject(3, UUID.class),
                    row.getObject(4, OffsetDateTime.class).toInstant()),
            id)
        .stream()
        .findFirst();
  }

  boolean isTaken(UUID user) {
    return !sql.rows("SELECT 1 FROM clerk_user WHERE user_id = ?", row -> true, user).isEmpty();
  }

  void add(ClerkProfile profile, UUID user, @Nullable UUID workspace) {
    sql.change(
        "INSERT INTO clerk_user (id, user_id, workspace_id, updated_at) VALUES (?, ?, ?, ?)",
        profile.id(),
        user,
        workspace,
        profile.updatedAt());
  }

  void heardOf(ClerkProfile profile) {
    sql.change(
        "UPDATE clerk_user SET updated_at = ? WHERE id = ?", profile.updatedAt(), profile.id());
  }

  /** From now on nobody is this user here, even if they were not known before. */
  void close(String id, Instant now) {
    sql.change(
        """
        INSERT INTO clerk_user (id, updated_at, closed_at) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET closed_at = excluded.closed_at
        """,
        id,
        now,
        now);
  }

  Optional<UUID> workspaceOf(String organization) {
    return sql
        .rows(
            "SELECT workspace_id FROM clerk_organization WHERE id = ?",
            row -> row.getObject(1, UUID.class),
            organization)
        .stream()
        .findFirst();
  }

  void addOrganization(String organization, UUID workspace) {
    sql.change(
        "INSERT INTO clerk_organization (id, workspace_id) VALUES (?, ?)", organization, workspace);
  }

  /** Whether they left after a token was issued: it does not bring them back. */
  boolean hasLeftSince(String organization, String user, Instant issuedAt) {
    return !sql.rows(
            "SELECT 1 FROM clerk_departure WHERE organization_id = ? AND clerk_user_id = ?"
                + " AND left_at >= ?",
            row -> true,
            organization,
            user,
            issuedAt)
        .isEmpty();
  }

  void depart(String organization, String user, Instant at) {
    sql.change(
        """
        INSERT INTO clerk_departure (organization_id, clerk_user_id, left_at) VALUES (?, ?, ?)
        ON CONFLICT (organization_id, clerk_user_id)
        DO UPDATE SET left_at = greatest(clerk_departure.left_at, excluded.left_at)
        """,
        organization,
        user,
        at);
  }

  /** Notes that an event has come; false when it had before. */
  boolean isFirst(String event, Instant now) {
    return sql.change(
            "INSERT INTO clerk_webhook (id, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            event,
            now)
        > 0;
  }
}
