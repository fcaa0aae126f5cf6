package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import dev.repartee.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two workspaces with a row in every table, and who may see them. */
abstract class WallsFixture {

  static final UUID MINE = UUID.fromString("00000000-0000-7000-8000-000000000001");
  static final UUID YOURS = UUID.fromString("00000000-0000-7000-8000-000000000002");

  /** Tables whose rows are work of the product itself; ADR 36 says why. */
  static final List<String> WITHOUT = List.of("dead_job", "done_job", "job");

  static final String TABLES =
      """
      SELECT c.relname FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND (c.relname = 'workspace' OR EXISTS (SELECT 1 FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped))
      """;

  static final String ROWS =
      """
      INSERT INTO workspace (id, name, created_at, updated_at) VALUES ('%1$s', 'w', now(), now());
      INSERT INTO app_user (id, email, password_hash, created_at, updated_at)
        VALUES ('%1$s', '%1$s@example.com', '-', now(), now());
      INSERT INTO membership (id, workspace_id, user_id, role, created_at)
        VALUES ('%1$s', '%1$s', '%1$s', 'OWNER', now());
      INSERT INTO refresh_token (id, family, user_id, workspace_id, token_hash, created_at, expires_at)
        VALUES ('%1$s', '%1$s', '%1$s', '%1$s', '%1$s', now(), now());
      INSERT INTO invitation (id, workspace_id, email, role, created_at, expires_at)
        VALUES ('%1$s', '%1$s', '%1$s@example.com', 'MEMBER', now(), now());
      INSERT INTO api_key (id, workspace_id, user_id, name, scopes, secret_hash, created_at)
        VALUES ('%1$s', '%1$s', '%1$s', 'n', '{sessions:read}', '-', now());
      INSERT INTO clerk_user (id, user_id, workspace_id, updated_at)
        VALUES ('user_%1$s', '%1$s', '%1$s', now());
      INSERT INTO clerk_organization (id, workspace_id) VALUES ('org_%1$s', '%1$s');
      INSERT INTO upload (id, workspace_id, user_id, object_key, content_type, size, created_at)
        VALUES ('%1$s', '%1$s', '%1$s', '%1$s', 'image/png', 1, now());
      INSERT INTO session (id, workspace_id, user_id, type, status, name, created_at, updated_at)
        VALUES ('%1$s', '%1$s', '%1$s', 'TEXT', 'COMPLETE', 'n', now(), now());
      INSERT INTO session_message (id, workspace_id, session_id, position, author, text, created_at,
          updated_at)
        VALUES ('%1$s', '%1$s', '%1$s', 1, 'USER', 'hello', now(), now());
      INSERT INTO suggestion (id, workspace_id, session_id, fingerprint, text, title, tag, analysis,
          phase, provider, model, sources, created_at)
        VALUES ('%1$s', '%1$s', '%1$s', 'f', 't', 't', 't', 'a', 'HOOK', 'local', 'm', '[]', now());
      INSERT INTO opener (id, workspace_id, user_id, text, provider, model, created_at)
        VALUES ('%1$s', '%1$s', '%1$s', 't', 'local', 'm', now());
      INSERT INTO reaction (id, workspace_id, user_id, opener_id, kind, created_at)
        VALUES ('%1$s', '%1$s', '%1$s', '%1$s', 'LIKED', now());
      INSERT INTO knowledge_document (id, workspace_id, name, source, content_hash, created_at,
          updated_at)
        VALUES ('%1$s', '%1$s', 'd', 'TEXT', '-', now(), now());
      INSERT INTO knowledge_chunk (id, document_id, workspace_id, chunk_key, title, goal, type, text)
        VALUES ('%1$s', '%1$s', '%1$s', 'k', 't', 'g', 'tip', 't');
      INSERT INTO ai_usage (id, workspace_id, provider, model, purpose, input_tokens, output_tokens,
          cost_usd, latency_ms, outcome, created_at)
        VALUES ('%1$s', '%1$s', 'local', 'm', 'p', 1, 1, 1, 1, 'ok', now());
      INSERT INTO idempotency_record (scope, key, workspace_id, fingerprint, owner, created_at,
          lease_until, expires_at)
        VALUES ('%1$s', 'k', '%1$s', '', '%1$s', now(), now(), now());
      INSERT INTO audit_chain (workspace_id, sequence, hash) VALUES ('%1$s', 1, '');
      INSERT INTO audit_entry (workspace_id, sequence, id, at, action, actor_type, details_digest,
          hash)
        VALUES ('%1$s', 1, '%1$s', now(), 'a', 'user', '', '');
      INSERT INTO audit_detail (entry_id, workspace_id, recorded_at, salt, details)
        VALUES ('%1$s', '%1$s', now(), '', '{}');
      """;

  /** What somebody who gets SQL into a transaction in a caller's name might try. */
  static final List<String> ATTACKS =
      List.of(
          "ALTER TABLE session DISABLE ROW LEVEL SECURITY",
          "ALTER TABLE session NO FORCE ROW LEVEL SECURITY",
          "DROP POLICY wall ON session",
          "ALTER POLICY wall ON session USING (true)",
          "CREATE POLICY open ON session USING (true)",
          "TRUNCATE session CASCADE",
          "DROP TABLE session CASCADE",
          "ALTER TABLE session OWNER TO CURRENT_USER",
          "ALTER ROLE CURRENT_USER BYPASSRLS",
          "ALTER ROLE CURRENT_USER SUPERUSER",
          "SET LOCAL session_replication_role = 'replica'",
          "CREATE OR REPLACE FUNCTION walls_raise() RETURNS void LANGUAGE sql AS ''",
          "SELECT walls_raze()",
          "UPDATE audit_entry SET action = 'b'",
          "DELETE FROM audit_entry",
          "UPDATE databasechangelog SET id = 'x'");

  final String owner = TestDatabase.migrated();
  LabTransactions pool = new LabTransactions(owner);
  Tenancy tenancy = new Tenancy(pool, Optional::empty, pool);
  Sql sql = new Sql(new WalledDataSource(pool, tenancy));

  @BeforeEach
  void twoWorkspacesAndAPlaybook() throws Exception {
    try (LabConnection connection = LabConnection.to(owner)) {
      connection.execute(ROWS.formatted(MINE) + ROWS.formatted(YOURS));
      connection.execute(
          """
          INSERT INTO knowledge_document (id, name, source, content_hash, created_at, updated_at)
            VALUES (gen_random_uuid(), 'playbook', 'PLAYBOOK', '-', now(), now())
          """);
    }
  }

  @AfterEach
  void close() throws Exception {
    assertEquals(0, pool.lent(), "a connection was not given back");
    pool.end();
  }

  void useLogin(String url) {
    pool = new LabTransactions(url);
    tenancy = new Tenancy(pool, Optional::empty, pool);
    sql = new Sql(new WalledDataSource(pool, tenancy));
  }

  void signInAs(Wall wall) throws Exception {
    if (wall == Wall.OF_THE_LOGIN) {
      String rows = LocalServices.forTests().postgres().urlOfRowsLogin(owner);
      try (LabConnection connection = LabConnection.to(owner)) {
        connection.execute("SELECT walls_admit('repartee_rows')");
      }
      useLogin(rows);
    }
    try (Connection connection = pool.getConnection()) {
      assertEquals(wall, Wall.of(connection));
    }
    tenancy.raise(wall);
  }

  /** The playbook belongs to everybody. */
  static long expected(String table, int workspaces) {
    return table.equals("knowledge_document") ? workspaces + 1L : workspaces;
  }

  void assertNothingIsLeft() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      assertTrue(connection.getAutoCommit());
    }
    assertEquals(
        List.of("true"),
        new Sql(pool)
            .rows(
                "SELECT current_user = session_user"
                    + " AND coalesce(current_setting('app.workspace', true), '') = ''",
                row -> Boolean.toString(row.getBoolean(1))));
  }

  Map<String, Long> rows() {
    Map<String, Long> counts = new TreeMap<>();
    for (String table : new Sql(pool).rows(TABLES, row -> row.getString(1))) {
      if (!WITHOUT.contains(table)) {
        counts.put(table, count(table));
      }
    }
    return counts;
  }

  long count(String table) {
    return sql.rows("SELECT count(*) FROM " + table, row -> row.getLong(1)).get(0);
  }

  static void assertRefused(Callable<?> work, String what) {
    assertThrows(IllegalStateException.class, work::call, what);
  }
}
