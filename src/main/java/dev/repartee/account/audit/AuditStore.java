package dev.repartee.account.audit;

import dev.repartee.foundation.data.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The tables of the log. Nothing here changes or removes an entry; the database refuses to. */
final class AuditStore {

  /** The last entry of a log; sequence 0 when there is none yet. */
  record Head(UUID workspaceId, long sequence, byte[] hash) {}

  /**
   * An entry with what is stored beside it.
   *
   * @param salt null when the details are erased
   * @param details null when they are erased
   * @param kept whether there is a place for the details at all
   */
  record Stored(
      Entry entry, byte[] hash, byte @Nullable [] salt, @Nullable String details, boolean kept) {}

  private static final String COLUMNS =
      """
      SELECT e.workspace_id, e.sequence, e.id, e.at, e.action, e.actor_type, e.actor_id,
        e.subject_type, e.subject_id, e.request_id, e.details_digest, e.hash, d.salt, d.details,
        d.entry_id IS NOT NULL
      FROM audit_entry e
      LEFT JOIN audit_detail d ON d.entry_id = e.id AND d.workspace_id = e.workspace_id
      """;

  private final Sql sql;

  AuditStore(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  /** The head of a log, which nobody else moves until the transaction ends. */
  Head lock(UUID workspace) {
    return sql.rows(
            """
            INSERT INTO audit_chain (workspace_id, sequence, hash) VALUES (?, 0, ?)
            ON CONFLICT (workspace_id) DO UPDATE SET sequence = audit_chain.sequence
            RETURNING workspace_id, sequence, hash
            """,
            AuditStore::head,
            workspace,
            Chain.start())
        .get(0);
  }

  Optional<Head> head(UUID workspace) {
    return sql
        .rows(
            "SELECT workspace_id, sequence, hash FROM audit_chain WHERE workspace_id = ?",
            AuditStore::head,
            workspace)
        .stream()
        .findFirst();
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(row.getObject(1, UUID.class), row.getLong(2), row.getBytes(3));
  }

  /** Writes a head as it is. */
  void touch(Head head) {
    sql.change(
        "UPDATE audit_chain SET sequence = ?, hash = ? WHERE workspace_id = ?",
        head.sequence(),
        head.hash(),
        head.workspaceId());
  }

  void append(Entry entry, byte[] hash, byte[] salt, String details) {
    sql.change(
        """
        WITH head AS (
          UPDATE audit_chain SET sequence = ?, hash = ? WHERE workspace_id = ?),
        detail AS (
          INSERT INTO audit_detail (entry_id, workspace_id, recorded_at, salt, details)
          VALUES (?, ?, ?, ?, ?))
        INSERT INTO audit_entry (workspace_id, sequence, id, at, action, actor_type, actor_id,
          subject_type, subject_id, request_id, details_digest, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        entry.sequence(),
        hash,
        entry.workspaceId(),
        entry.id(),
        entry.workspaceId(),
        entry.at(),
        salt,
        details,
        entry.workspaceId(),
        entry.sequence(),
        entry.id(),
        entry.at(),
        entry.action(),
        entry.actor().type().wireName(),
        entry.actor().id(),
        entry.subjectType(),
        entry.subjectId(),
        entry.requestId(),
        entry.detailsDigest(),
        hash);
  }

  /** Entries after a number, in their order. */
  List<Stored> after(UUID workspace, long sequence, int most) {
    return sql.rows(
        COLUMNS + "WHERE e.workspace_id = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?",
        AuditStore::stored,
        workspace,
        sequence,
        most);
  }

  /** Entries before a number, newest first. */
  List<Stored> before(UUID workspace, long sequence, AuditFilter filter, int most) {
    List<@Nullable Object> parameters = new ArrayList<>(List.of(workspace, sequence));
    StringBuilder query = new StringBuilder(COLUMNS);
    query.append("WHERE e.workspace_id = ? AND e.sequence < ?");
    and(query, parameters, "e.action = ?", filter.action());
    and(query, parameters, "e.actor_id = ?", filter.actorId());
    and(query, parameters, "e.subject_type = ?", filter.subjectType());
    and(query, parameters, "e.subject_id = ?", filter.subjectId());
    and(query, parameters, "e.at >= ?", filter.from());
    and(query, parameters, "e.at < ?", filter.to());
    query.append(" ORDER BY e.sequence DESC LIMIT ?");
    parameters.add(most);
    return sql.rows(query.toString(), AuditStore::stored, parameters.toArray());
  }

  private static void and(
      StringBuilder query,
      List<@Nullable Object> parameters,
      String condition,
      @Nullable Object value) {
    if (value != null) {
      query.append(" AND ").append(condition);
      parameters.add(value);
    }
  }

  /** Whose logs there are, in the order of their ids. */
  List<UUID> workspaces(UUID after, int most) {
    return sql.rows(
        "SELECT workspace_id FROM audit_chain WHERE workspace_id > ? ORDER BY workspace_id LIMIT ?",
        row -> row.getObject(1, UUID.class),
        after,
        most);
  }

  /** Erases the details of what a person did, and of what was done to them, in every log. */
  int eraseUser(UUID user, Instant now) {
    return sql.change(
        """
        UPDATE audit_detail SET salt = NULL, details = NULL, erased_at = ?
        WHERE erased_at IS NULL AND entry_id IN (
          SELECT id FROM audit_entry WHERE actor_id = ?
          UNION ALL SELECT id FROM audit_entry WHERE subject_id = ?)
        """,
        now,
        user,
        user.toString());
  }

  int eraseWorkspace(UUID workspace, Instant now) {
    return sql.change(
        """
        UPDATE audit_detail SET salt = NULL, details = NULL, erased_at = ?
        WHERE erased_at IS NULL AND workspace_id = ?
        """,
        now,
        workspace);
  }

  /** Entries recorded before a time whose details are there, in the order of their ids as text. */
  List<String> old(Instant before, String after, int most) {
    return sql.rows(
        """
        SELECT entry_id FROM audit_detail
        WHERE recorded_at < ? AND erased_at IS NULL AND CAST(entry_id AS text) > ?
        ORDER BY CAST(entry_id AS text) LIMIT ?
        """,
        row -> row.getString(1),
        before,
        after,
        most);
  }

  void eraseOld(List<UUID> entries, Instant before, Instant now) {
    sql.change(
        """
        UPDATE audit_detail SET salt = NULL, details = NULL, erased_at = ?
        WHERE erased_at IS NULL AND entry_id = ANY (?) AND recorded_at < ?
        """,
        now,
        entries,
        before);
  }

  private static Stored stored(ResultSet row) throws SQLException {
    Entry entry =
        new Entry(
            row.getObject(1, UUID.class),
            row.getLong(2),
            row.getObject(3, UUID.class),
            row.getObject(4, OffsetDateTime.class).toInstant(),
            row.getString(5),
            new Actor(
                Actor.Type.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                row.getObject(7, UUID.class)),
            row.getString(8),
            row.getString(9),
            row.getString(10),
            row.getBytes(11));
    return new Stored(
        entry, row.getBytes(12), row.getBytes(13), row.getString(14), row.getBoolean(15));
  }
}
