package dev.repartee.account.key;

import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.security.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** API keys in Postgres; by workspace, except where the key itself says which one it is of. */
@ApplicationScoped
class ApiKeyStore {

  private static final String SELECT =
      """
      SELECT id, workspace_id, user_id, name, scopes, secret_hash, previous_hash, previous_until,
        created_at, rotated_at, expires_at, last_used_at, version
      FROM api_key
      """;

  private final Sql sql;

  @Inject
  ApiKeyStore(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  void insert(ApiKey key) {
    sql.change(
        """
        INSERT INTO api_key (id, workspace_id, user_id, name, scopes, secret_hash, created_at,
          expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        key.id(),
        key.workspaceId(),
        key.userId(),
        key.name(),
        key.scopes().stream().map(Scope::wireName).sorted().toList(),
        key.secretHash(),
        key.createdAt(),
        key.expiresAt());
  }

  /** Makes those who add keys to a workspace wait for each other, and counts what there is. */
  int lockAndCount(UUID workspace) {
    sql.rows("SELECT 1 FROM workspace WHERE id = ? FOR UPDATE", row -> 1, workspace);
    return sql.rows(
            "SELECT count(*) FROM api_key WHERE workspace_id = ?", row -> row.getInt(1), workspace)
        .get(0);
  }

  /** For whoever shows a key: it says itself which workspace it is of. */
  @AcrossWorkspaces
  Optional<ApiKey> shown(UUID id) {
    return sql.rows(SELECT + "WHERE id = ?", ApiKeyStore::read, id).stream().findFirst();
  }

  Optional<ApiKey> find(UUID workspace, UUID id) {
    return sql
        .rows(SELECT + "WHERE workspace_id = ? AND id = ?", ApiKeyStore::read, workspace, id)
        .stream()
        .findFirst();
  }

  /** As {@link #find}, and nobody else changes it before the transaction ends. */
  Optional<ApiKey> lock(UUID workspace, UUID id) {
    return sql
        .rows(
            SELECT + "WHERE workspace_id = ? AND id = ? FOR UPDATE",
            ApiKeyStore::read,
            workspace,
            id)
        .stream()
        .findFirst();
  }

  /** The newest first, from before a position in that order. */
  List<ApiKey> page(UUID workspace, @Nullable UUID before, int most) {
    return sql.rows(
        SELECT
            + """
            WHERE workspace_id = ? AND (CAST(? AS uuid) IS NULL OR id < ?)
            ORDER BY id DESC LIMIT ?
            """,
        ApiKeyStore::read,
        workspace,
        before,
        before,
        most);
  }

  /** Puts another secret in the place of the current one. */
  void rotate(UUID id, String hash, @Nullable Instant previousUntil, UUID user, Instant now) {
    sql.change(
        """
        UPDATE api_key
        SET previous_hash = CASE WHEN CAST(? AS timestamptz) IS NULL THEN NULL ELSE secret_hash END,
          previous_until = ?, secret_hash = ?, user_id = ?, rotated_at = ?, version = version + 1
        WHERE id = ?
        """,
        previousUntil,
        previousUntil,
        hash,
        user,
        now,
        id);
  }

  void delete(UUID id) {
    sql.change("DELETE FROM api_key WHERE id = ?", id);
  }

  /** Remembers a use; an older one than is known changes nothing. Nobody calls then. */
  @AcrossWorkspaces
  void used(UUID id, Instant at) {
    sql.change(
        "UPDATE api_key SET last_used_at = ? WHERE id = ?"
            + " AND (last_used_at IS NULL OR last_used_at < ?)",
        at,
        id,
        at);
  }

  private static ApiKey read(ResultSet row) throws SQLException {
    String previousHash = row.getString("previous_hash");
    Instant previousUntil = instant(row, "previous_until");
    return new ApiKey(
        row.getObject("id", UUID.class),
        row.getObject("workspace_id", UUID.class),
        row.getObject("user_id", UUID.class),
        row.getString("name"),
        scopes(row.getArray("scopes")),
        row.getString("secret_hash"),
        previousHash == null || previousUntil == null
            ? null
            : new ApiKey.Previous(previousHash, previousUntil),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "rotated_at"),
        instant(row, "expires_at"),
        instant(row, "last_used_at"),
        row.getLong("version"));
  }

  /** A name that only a newer release knows opens nothing here. */
  private static Set<Scope> scopes(Array names) throws SQLException {
    Collection<Scope> known =
        Arrays.stream((String[]) names.getArray())
            .flatMap(name -> Scope.named(name).stream())
            .toList();
    return known.isEmpty() ? Set.of() : EnumSet.copyOf(known);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
