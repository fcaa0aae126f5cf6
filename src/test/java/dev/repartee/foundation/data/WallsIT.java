package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.Counted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Postgres lets a transaction do that works in the name of one of two workspaces. */
class WallsIT extends WallsFixture {

  @Test
  void everyTableOfAWorkspaceHasAPolicy() {
    List<String> open =
        new Sql(pool)
            .rows(
                TABLES
                    + """
                     AND NOT (c.relrowsecurity AND EXISTS (
                       SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'wall'
                         AND p.polcmd = '*' AND pg_get_expr(p.polqual, c.oid) LIKE '%app.workspace%'))
                    ORDER BY 1
                    """,
                row -> row.getString(1));
    assertEquals(WITHOUT, open, "tables of a workspace without a policy");
  }

  @Test
  void aNewTableGetsItsPolicyWithTheNextMigration() throws Exception {
    try (LabConnection connection = LabConnection.to(owner)) {
      connection.execute("CREATE TABLE novelty (id uuid PRIMARY KEY, workspace_id uuid NOT NULL)");
      connection.execute("INSERT INTO novelty VALUES ('%s', '%s')".formatted(YOURS, YOURS));
      connection.execute("SELECT walls_raise(); SELECT walls_raise()");
    }
    signInAs(Wall.OF_THE_TRANSACTION);
    assertEquals(0, tenancy.within(MINE, () -> count("novelty")));
    assertEquals(1, tenancy.within(YOURS, () -> count("novelty")));
  }

  @ParameterizedTest
  @EnumSource(value = Wall.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aQueryThatForgetsItsConditionFindsNothingOfOthers(Wall wall) throws Exception {
    signInAs(wall);
    Map<String, Long> all = tenancy.across(this::rows);
    Map<String, Long> mine = tenancy.within(MINE, this::rows);
    Map<String, Long> inTransaction = tenancy.within(MINE, () -> pool.transaction(this::rows));
    all.forEach((table, count) -> assertEquals(expected(table, 2), count, table));
    mine.forEach((table, count) -> assertEquals(expected(table, 1), count, table));
    assertEquals(mine, inTransaction);
    assertTrue(all.size() >= 16, all.toString());
    Counted.say("%s: rows seen of each of %d tables: %s", wall, all.size(), mine);
  }

  @ParameterizedTest
  @EnumSource(value = Wall.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aChangeThatForgetsItsConditionChangesNothingOfOthers(Wall wall) throws Exception {
    signInAs(wall);
    tenancy.within(
        MINE,
        () -> {
          assertEquals(1, sql.change("UPDATE session SET name = 'changed'"));
          assertEquals(1, sql.change("DELETE FROM opener"));
          assertEquals(1, sql.change("DELETE FROM knowledge_document"), "the playbook stays");
          return null;
        });
    assertEquals(
        List.of("n"),
        tenancy.within(YOURS, () -> sql.rows("SELECT name FROM session", row -> row.getString(1))));
    assertEquals(1, tenancy.across(() -> count("opener")));
  }

  @ParameterizedTest
  @EnumSource(value = Wall.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void nothingIsPutIntoAnotherWorkspaceOrMovedThere(Wall wall) throws Exception {
    signInAs(wall);
    for (String statement :
        List.of(
            "INSERT INTO opener (id, workspace_id, user_id, text, provider, model, created_at)"
                + " VALUES (gen_random_uuid(), '%s', '%s', 't', 'local', 'm', now())"
                    .formatted(YOURS, MINE),
            "UPDATE session SET workspace_id = '%s'".formatted(YOURS),
            "INSERT INTO knowledge_document (id, name, source, content_hash, created_at,"
                + " updated_at) VALUES (gen_random_uuid(), 'mine for all', 'TEXT', '-', now(),"
                + " now())")) {
      assertRefused(() -> tenancy.within(MINE, () -> sql.change(statement)), statement);
    }
  }
}
