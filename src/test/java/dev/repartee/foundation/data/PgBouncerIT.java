package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Person;
import dev.repartee.testing.PgBouncer;
import dev.repartee.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers behind a PgBouncer in transaction mode, as {@code docs/deploy.md} says to set it up.
 * Where none is installed it is skipped; with {@code REPARTEE_CI=true} that is a failure.
 */
@Tag("long")
class PgBouncerIT {

  private static final int CONNECTIONS = 6;
  private static final int MEMBERS = 12;
  private static final int ROUNDS = 8;

  @Test
  void twoServersShareFewerConnectionsThanEitherAsksFor() throws Exception {
    LocalServices services = LocalServices.forTests();
    String direct = services.newDatabase("template0");
    try (PgBouncer between = PgBouncer.startOrSkip(direct, CONNECTIONS)) {
      Map<String, String> variables =
          Map.of(
              "DATABASE_URL",
              between.url() + "?prepareThreshold=0",
              "DATABASE_MIGRATION_URL",
              direct);
      try (TestServer first = TestServer.start("bounced-1", variables);
          TestServer second = TestServer.start("bounced-2", variables)) {
        Person ann = Person.at(first);
        ann.bringAndAwaitReading();
        everybodySeesTheirOwnOnly(List.of(first, second));
        assertTrue(connections(first) <= CONNECTIONS, "more than it may make");
        for (TestServer server : List.of(first, second)) {
          assertFalse(server.log().contains("prepared statement"), "statements got lost");
          assertFalse(server.log().contains("row-level security"), "a wall was somebody else's");
        }
      }
    }
  }

  private static int connections(TestServer server) {
    return Integer.parseInt(
        server
            .query(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND application_name = 'repartee'")
            .get(0));
  }

  private static void everybodySeesTheirOwnOnly(List<TestServer> servers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(MEMBERS);
    try {
      List<Callable<Integer>> visits = new ArrayList<>();
      for (int i = 0; i < MEMBERS; i++) {
        TestServer server = servers.get(i % servers.size());
        TestServer other = servers.get((i + 1) % servers.size());
        Person person = Person.at(server); // one after the other: hashing takes its time
        visits.add(() -> visit(person, other));
      }
      int calls = 0;
      for (Future<Integer> visit : threads.invokeAll(visits)) {
        calls += visit.get();
      }
      assertEquals(MEMBERS * ROUNDS, calls);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int visit(Person person, TestServer other) {
    ApiClient elsewhere = person.movedTo(other).api();
    for (int round = 1; round <= ROUNDS; round++) {
      String id = person.paste("them: hello, round " + round);
      person.api().post(Person.path(id) + "/generate-suggestions", Map.of()).expect(200);
      assertEquals(round, elsewhere.get("/api/v1/sessions").json().path("items").size());
    }
    return ROUNDS;
  }
}
