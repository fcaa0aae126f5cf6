package dev.repartee.account.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.data.Sql;
import dev.repartee.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class AuditStoreIT {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456789Z");
  private static final PGSimpleDataSource DATABASE = TestDatabase.at(TestDatabase.migrated());

  private final UUID workspace = UUID.randomUUID();
  private final UUID ann = UUID.randomUUID();
  private final AuditStore store = new AuditStore(DATABASE);
  private final Sql sql = new Sql(DATABASE);

  @Test
  void whatIsRecordedIsReadAndVerified() throws Exception {
    record(3);
    List<AuditStore.Stored> rows = store.before(workspace, 4, new AuditFilter(), 10);
    assertEquals(List.of(3L, 2L, 1L), rows.stream().map(row -> row.entry().sequence()).toList());
    assertEquals(Instant.parse("2026-01-31T12:00:00.123456Z"), rows.get(0).entry().at());
    Verification.Result result = Verification.of(store, workspace);
    assertTrue(result.intact());
    assertEquals(3, result.entries());
    assertEquals(0, Verification.of(store, UUID.randomUUID()).entries());
  }

  @Test
  void manyAtOnceMakeOneChainWithoutGaps() throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(8);
    try {
      Callable<Void> works =
          () -> {
            for (int i = 0; i < 25; i++) {
              record(1);
            }
            return null;
          };
      for (Future<Void> done :
          people.invokeAll(IntStream.range(0, 8).mapToObj(i -> works).toList())) {
        done.get();
      }
    } finally {
      people.shutdown();
    }
    Verification.Result result = Verification.of(store, workspace);
    assertTrue(result.intact());
    assertEquals(200, result.entries());
  }

  @Test
  void whatIsRolledBackLeavesNoGap() throws Exception {
    record(1);
    try (Connection connection = DATABASE.getConnection()) {
      connection.setAutoCommit(false);
      audit(connection).record(act());
      connection.rollback();
    }
    record(1);
    Verification.Result result = Verification.of(store, workspace);
    assertTrue(result.intact());
    assertEquals(2, result.entries());
  }

  @Test
  void recordingNothingLeavesNothing() throws Exception {
    long before = Verification.of(store, Act.INSTALLATION).entries();
    try (Connection connection = DATABASE.getConnection()) {
      audit(connection).recordNothing();
    }
    Verification.Result result = Verification.of(store, Act.INSTALLATION);
    assertTrue(result.intact());
    assertEquals(before, result.entries());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_entry SET action = 'nothing'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM audit_chain",
        "TRUNCATE audit_chain",
        "UPDATE audit_chain SET sequence = 0",
        "UPDATE audit_chain SET hash = '\\x00'",
        "UPDATE audit_chain SET sequence = sequence + 2",
        "DELETE FROM audit_detail",
        "TRUNCATE audit_detail",
        "UPDATE audit_detail SET details = '{}' WHERE erased_at IS NULL",
        "UPDATE audit_detail SET recorded_at = now()"
      })
  void theDatabaseRefusesToChangeIt(String change) throws Exception {
    record(2);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> sql.change(change));
    assertEquals("42501", ((SQLException) refused.getCause()).getSQLState());
    assertTrue(Verification.of(store, workspace).intact());
  }

  /** As somebody could who owns the tables. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "UPDATE audit_entry SET action = 'nothing' WHERE sequence = 2 | CHANGED | 1",
        "UPDATE audit_entry SET actor_id = NULL WHERE sequence = 1 | CHANGED | 0",
        "UPDATE audit_entry SET hash = details_digest WHERE sequence = 3 | CHANGED | 2",
        "DELETE FROM audit_entry WHERE sequence = 2 | MISSING | 1",
        "DELETE FROM audit_entry WHERE sequence = 3 | MISSING | 2",
        "UPDATE audit_detail SET details = '{}' WHERE entry_id = $second | DETAILS_CHANGED | 1",
        "DELETE FROM audit_detail WHERE entry_id = $second | DETAILS_CHANGED | 1",
        "UPDATE audit_chain SET sequence = 4 WHERE sequence = 3 | MISSING | 3",
        "UPDATE audit_chain SET sequence = 2 WHERE sequence = 3 | END_DIFFERS | 2"
      })
  void whoeverGetsAroundThatIsFound(String change, Verification.Flaw flaw, long good)
      throws Exception {
    record(3);
    String second = "'" + store.after(workspace, 1, 1).get(0).entry().id() + "'";
    try (Connection connection = DATABASE.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(triggers("DISABLE"));
      statement.execute("GRANT ALL ON audit_entry, audit_chain, audit_detail TO CURRENT_USER");
      statement.execute(
          change.replace("$second", second) + " AND workspace_id = '" + workspace + "'");
      statement.execute("REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM CURRENT_USER");
      statement.execute("REVOKE DELETE, TRUNCATE ON audit_chain, audit_detail FROM CURRENT_USER");
      statement.execute(triggers("ENABLE"));
      connection.commit();
    }
    Verification.Result result = Verification.of(store, workspace);
    assertEquals(flaw, result.flaw());
    assertEquals(good, result.entries());
  }

  private static String triggers(String what) {
    return Stream.of("audit_entry", "audit_chain", "audit_detail")
        .map(table -> "ALTER TABLE " + table + " " + what + " TRIGGER USER;")
        .collect(Collectors.joining());
  }

  @Test
  void detailsOfAPersonAreErasedAndTheChainHolds() throws Exception {
    record(2);
    UUID bob = UUID.randomUUID();
    try (Connection connection = DATABASE.getConnection()) {
      audit(connection).record(act().by(bob).on("user", ann));
      audit(connection).record(act().by(bob).on("user", bob));
    }
    assertEquals(3, store.eraseUser(ann, NOW));
    List<AuditStore.Stored> rows = store.before(workspace, Long.MAX_VALUE, new AuditFilter(), 10);
    assertEquals(
        List.of(false, true, true, true), rows.stream().map(row -> row.details() == null).toList());
    assertEquals(4, Verification.of(store, workspace).entries());
    assertEquals(3, Verification.of(store, workspace).erased());
    assertEquals(1, store.eraseWorkspace(workspace, NOW));
    assertTrue(Verification.of(store, workspace).intact());
  }

  @Test
  void oldDetailsAreErased() throws Exception {
    record(2);
    List<UUID> entries =
        store.after(workspace, 0, 10).stream().map(row -> row.entry().id()).toList();
    Instant before = NOW.plusSeconds(1);
    assertTrue(
        store.old(before, "", 10_000).containsAll(entries.stream().map(UUID::toString).toList()));
    assertEquals(List.of(), store.old(NOW.minusSeconds(1), "", 10));
    store.eraseOld(entries, NOW.minusSeconds(1), NOW);
    assertEquals(0, Verification.of(store, workspace).erased());
    store.eraseOld(entries, before, NOW);
    assertEquals(2, Verification.of(store, workspace).erased());
  }

  private Act act() {
    return Act.of("test.done").in(workspace).by(ann).after(Map.of("name", "Ann"));
  }

  private void record(int times) throws SQLException {
    try (Connection connection = DATABASE.getConnection()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < times; i++) {
        audit(connection).record(act());
      }
      connection.commit();
    }
  }

  private static Audit audit(Connection connection) {
    return new Audit(new AuditStore(within(connection)), () -> NOW);
  }

  /** Gives this connection to everybody, as the server does in a transaction. */
  private static PGSimpleDataSource within(Connection connection) {
    Connection shared =
        (Connection)
            Proxy.newProxyInstance(
                AuditStoreIT.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("close")) {
                    return null;
                  }
                  try {
                    return method.invoke(connection, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new PGSimpleDataSource() {
      private static final long serialVersionUID = 1;

      @Override
      public Connection getConnection() {
        return shared;
      }
    };
  }
}
