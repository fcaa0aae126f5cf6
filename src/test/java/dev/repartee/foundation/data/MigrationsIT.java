package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import dev.repartee.testing.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MigrationsIT {

  private static final String TABLES =
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
          + " AND table_name NOT LIKE 'databasechangelog%' ORDER BY 1";
  private static final String SHAPE =
      "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
          + " FROM information_schema.columns WHERE table_schema = 'public'"
          + " AND table_name NOT LIKE 'databasechangelog%'"
          + " UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
          + " AND tablename NOT LIKE 'databasechangelog%' ORDER BY 1";
  private static final String APPLIED = "SELECT id FROM databasechangelog ORDER BY orderexecuted";

  private final URI database = URI.create(LocalServices.forTests().newDatabase("template0"));

  @Test
  void everyChangeCanBeTakenBackAndMadeAgain() throws Exception {
    try (Connection connection = connect()) {
      Migrations.update(connection);
      List<String> applied = list(connection, APPLIED);
      List<String> shape = list(connection, SHAPE);
      assertTrue(applied.size() > 10);
      for (int left = applied.size() - 1; left >= 0; left--) {
        Migrations.rollback(connection, 1);
        assertEquals(applied.subList(0, left), list(connection, APPLIED));
      }
      assertEquals(List.of(), list(connection, TABLES), "a rollback leaves something");
      Migrations.update(connection);
      assertEquals(shape, list(connection, SHAPE));
      Migrations.update(connection);
      assertEquals(applied, list(connection, APPLIED));
    }
  }

  @Test
  void whatWasAppliedIsRememberedUntilSomethingIsTakenBack() throws Exception {
    ChangelogMark mark = ChangelogMark.of(MigrationsIT.class.getClassLoader());
    try (Connection connection = connect()) {
      assertFalse(mark.isOn(connection), "an empty database");
      Migrations.update(connection);
      assertTrue(mark.isOn(connection));
      Migrations.rollback(connection, 1);
      assertFalse(mark.isOn(connection), "a change is missing");
      Migrations.update(connection);
      assertTrue(mark.isOn(connection));
    }
  }

  @Test
  void aLockThatAKilledProcessLeftHoldsNobodyUp() throws Exception {
    try (Connection connection = connect()) {
      Migrations.update(connection);
      Migrations.rollback(connection, 1);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "UPDATE databasechangeloglock SET locked = true, lockedby = 'gone', lockgranted ="
                + " now()");
      }
      Migrations.update(connection);
      assertTrue(ChangelogMark.of(MigrationsIT.class.getClassLoader()).isOn(connection));
    }
  }

  @Test
  void aTableThatSomebodyHoldsFailsTheChangeAndNobodyWaitsBehindIt() throws Exception {
    try (Connection connection = connect();
        Connection other = connect()) {
      Migrations.update(connection);
      Migrations.rollback(connection, 1);
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.execute("LOCK TABLE databasechangeloglock");
      }
      assertThrows(SQLException.class, () -> Migrations.update(connection));
      other.rollback();
      Migrations.update(connection);
      assertEquals(List.of("0"), list(connection, "SHOW lock_timeout"));
    }
  }

  @Test
  void threeThatStartAtOnceMakeTheSchemaOnce() throws Exception {
    ExecutorService replicas = Executors.newFixedThreadPool(3);
    try {
      Callable<Boolean> start =
          () -> {
            try (Connection connection = connect()) {
              Migrations.update(connection);
              return list(connection, TABLES).contains("session");
            }
          };
      List<Future<Boolean>> starts = replicas.invokeAll(List.of(start, start, start));
      for (Future<Boolean> done : starts) {
        assertTrue(done.get());
      }
    } finally {
      replicas.shutdown();
    }
    try (Connection connection = connect()) {
      List<String> applied = list(connection, APPLIED);
      assertEquals(applied.stream().distinct().toList(), applied);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(TestDatabase.jdbc(database.toString()));
  }

  private static List<String> list(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
