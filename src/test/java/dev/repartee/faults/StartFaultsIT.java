package dev.repartee.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServiceException;
import dev.repartee.local.LocalServices;
import dev.repartee.local.Progress;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A start that meets a database that is away, or one that a change does not fit. */
@Tag("long")
class StartFaultsIT {

  private static final int EX_UNAVAILABLE = 69;
  private static final int EX_SOFTWARE = 70;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final List<String> console = new CopyOnWriteArrayList<>();

  @Test
  void withoutPostgresItSaysWhatItWaitsForAndGivesUpInTime() {
    Map<String, String> variables = new HashMap<>(LocalServices.forTests().environment());
    variables.put("DATABASE_URL", "postgres://repartee:hunter2@127.0.0.1:1/repartee");
    variables.put("STARTUP_TIMEOUT", "3s");
    try (LibertyServer server = start("no-postgres", variables)) {
      assertThrows(LocalServiceException.class, () -> server.awaitReady(PATIENCE));
      assertEquals(EX_UNAVAILABLE, server.awaitExit(), said());
    }
    assertTrue(said().contains("Waiting for Postgres: "), said());
    assertTrue(said().contains("Gave up on Postgres: it is not there after PT3S"), said());
    assertTrue(!said().contains("hunter2"), "the password is told");
  }

  @Test
  void postgresMayComeAfterUs() {
    try (LocalServices services =
        LocalServices.start(Path.of("target/local-late"), Map.of(), Progress.silent())) {
      Map<String, String> variables = new HashMap<>(services.environment());
      variables.put("DATABASE_URL", services.newDatabase("template0"));
      services.postgres().stop();
      try (LibertyServer server = start("late-postgres", variables)) {
        assertTrue(
            Eventually.isTrue(
                PATIENCE, () -> said().contains("Waiting for Postgres") || !server.isRunning()),
            said());
        services.postgres().start();
        server.awaitReady(PATIENCE);
      }
    }
  }

  @Test
  void aMigrationThatFailsEndsTheNewVersionAndTheOldOneServesOn() {
    LocalServices services = LocalServices.forTests();
    String database = services.newDatabase("template0");
    try (TestServer old = TestServer.start("old-version", Map.of("DATABASE_URL", database))) {
      ApiClient member = old.member();
      old.execute(
          "DELETE FROM databasechangelog WHERE orderexecuted = (SELECT max(orderexecuted) FROM"
              + " databasechangelog WHERE filename LIKE '%0080-audit%')");
      Map<String, String> variables = new HashMap<>(services.environment());
      variables.put("DATABASE_URL", database);
      try (LibertyServer fresh = start("new-version", variables)) {
        assertThrows(LocalServiceException.class, () -> fresh.awaitReady(PATIENCE));
        assertEquals(EX_SOFTWARE, fresh.awaitExit(), said());
      }
      List<String> told = console.stream().filter(l -> l.contains("A migration failed")).toList();
      assertEquals(1, told.size(), said());
      assertTrue(told.get(0).contains("already exists"), told.get(0));
      assertTrue(old.process().isReady(), "the old version is not ready");
      member.get("/api/v1/users/me").expect(200);
      old.execute(
          "DO $$ BEGIN ASSERT NOT (SELECT bool_or(locked) FROM databasechangeloglock); "
              + "ASSERT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory'"
              + " AND objid = x'6d696772'::int); END $$");
    }
  }

  @Test
  void threeInstancesStartAtOnceOnAnEmptyDatabase() {
    LocalServices services = LocalServices.forTests();
    Map<String, String> variables = new HashMap<>(services.environment());
    variables.put("DATABASE_URL", services.newDatabase("template0"));
    try (LibertyServer first = start("at-once-1", variables);
        LibertyServer second = start("at-once-2", variables);
        LibertyServer third = start("at-once-3", variables)) {
      for (LibertyServer server : List.of(first, second, third)) {
        server.awaitReady(PATIENCE);
        ApiClient.of(server.baseUrl()).registered().get("/api/v1/users/me").expect(200);
      }
    }
    List<String> made =
        console.stream().filter(l -> l.matches(".*liquibase.util.* Run: +\\d{2,}")).toList();
    assertEquals(1, made.size(), "who made the tables: " + made);
    assertTrue(!said().contains("A migration failed"), said());
  }

  private LibertyServer start(String name, Map<String, String> variables) {
    return LibertyServer.start(
        LibertyOptions.ofProduct(name, variables)
            .withJvmArguments(List.of("-XX:TieredStopAtLevel=1")),
        console::add);
  }

  private String said() {
    return String.join("\n", console);
  }
}
