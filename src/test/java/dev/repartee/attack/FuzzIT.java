package dev.repartee.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.attack.BadCalls.Call;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Counted;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestServer;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Generated bad input over every operation of the OpenAPI document: whatever is sent, the answer is
 * as documented, is not our fault, and tells nothing of the inside. {@code -Dfuzz.seed=N} makes
 * other calls, {@code -Dfuzz.calls=N} more of them.
 */
class FuzzIT {

  private static final long SEED = Long.getLong("fuzz.seed", 4);
  private static final int CALLS = Integer.getInteger("fuzz.calls", 1_500);
  private static final int CALLS_OF_ONE_MEMBER = 60;
  private static final int THREADS = 3;

  /** What only the inside knows. None of it is in what {@link Hostile} sends. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "(java|javax|jakarta|sun|dev\\.repartee|org\\.(postgresql|eclipse|jboss|redisson|apache"
              + "|hibernate|glassfish)|com\\.(ibm|fasterxml|sun)|io\\.(netty|openliberty))"
              + "\\.[a-z]+\\.?[A-Za-z]|[A-Z][a-z]+(Exception|Error)\\b|\\.java:\\d|SQLSTATE|ERROR: "
              + "|\\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) [a-z_]+ |violates [a-z-]+ constraint"
              + "|WEB-INF|CWW[A-Z]{2}\\d|SRVE\\d|RESTEASY\\d|/opt/|/usr/servers");

  private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
  private final Map<String, Integer> reached = new ConcurrentHashMap<>();
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

  @Test
  void theSameSeedMakesTheSameCall() {
    TestServer server = TestServer.shared();
    BadCalls calls = new BadCalls(server.openApi(), name -> "x");
    for (Operation operation : Operation.all(server)) {
      for (long seed = 0; seed < 20; seed++) {
        assertTrue(BadCalls.same(calls.make(operation, seed), calls.make(operation, seed)));
      }
    }
  }

  @Test
  void badInputGetsClearAnswers() {
    attack(TestServer.shared());
  }

  private void attack(TestServer server) {
    List<Operation> operations = Operation.all(server);
    ApiClient operator = server.operator();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int from = 0; from < CALLS; from += CALLS_OF_ONE_MEMBER) {
        int first = from;
        int end = Math.min(CALLS, from + CALLS_OF_ONE_MEMBER);
        all.add(
            threads.submit(
                () -> {
                  Attacker attacker = again(() -> new Attacker(server, operator));
                  for (int i = first; i < end; i++) {
                    attacker.call(operations.get(i % operations.size()), SEED * 1_000_003 + i);
                  }
                }));
      }
      for (Future<?> part : all) {
        part.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
    report(operations);
  }

  /** That the server closed a connection after a bad call, only the next one on it notices. */
  private static <T> T again(Supplier<T> calls) {
    for (int tries = 1; ; tries++) {
      try {
        return calls.get();
      } catch (UncheckedIOException closed) {
        if (tries > THREADS) {
          throw closed;
        }
      }
    }
  }

  private void report(List<Operation> operations) {
    Counted.say(
        "Seed %d: %d calls of %d operations answered %s; %d operations were reached with success;"
            + " %d wrong answers",
        SEED, CALLS, operations.size(), new TreeMap<>(statuses), reached.size(), wrong.size());
    assertEquals(
        CALLS, statuses.values().stream().mapToInt(n -> n).sum(), String.join("\n", wrong));
    assertEquals(Set.of(), new TreeSet<>(wrong));
    assertTrue(reached.size() > operations.size() / 3, "most calls fail early: " + reached);
  }

  /** A member with a session, a message and an opener to lose. */
  private final class Attacker {

    private final TestServer server;
    private final ApiClient operator;
    private final ApiClient member;
    private final Map<String, String> session;
    private final Map<String, String> opener;

    Attacker(TestServer server, ApiClient operator) {
      this.server = server;
      this.operator = operator;
      Person person = Person.at(server);
      member = person.api();
      String id = person.paste("them: How was the trip?\nme: So good!");
      String message = person.session(id).at("/messages/0/id").asText();
      session = Map.of("id", id, "messageId", message, "name", "ocr");
      opener =
          Map.of(
              "id",
              member
                  .post("/api/v1/magic-openers/generate", Map.of())
                  .expect(201)
                  .json()
                  .path("id")
                  .asText());
    }

    void call(Operation operation, long seed) {
      Map<String, String> known = operation.isAbout("/api/v1/magic-openers") ? opener : session;
      Call call =
          new BadCalls(server.openApi(), name -> known.getOrDefault(name, session.get("id")))
              .make(operation, seed);
      ApiClient client = caller(operation);
      for (Map.Entry<String, String> header : call.headers().entrySet()) {
        client = client.with(header.getKey(), header.getValue());
      }
      ApiClient ready = client;
      try {
        judge(operation, call, seed, again(() -> send(ready, call)));
      } catch (AssertionError | RuntimeException e) {
        statuses.merge(0, 1, Integer::sum);
        wrong.add(call + "\n  (call " + seed + ") " + e);
      }
    }

    private ApiClient caller(Operation operation) {
      boolean reads = operation.method().equals("GET"); // the queues are everybody's
      return operation.isAbout("/api/v1/admin") && reads ? operator : member;
    }

    private Answer send(ApiClient client, Call call) {
      return client.send(
          call.method(),
          call.path(),
          call.contentType().isEmpty() ? null : call.contentType(),
          call.body().length == 0
              ? BodyPublishers.noBody()
              : BodyPublishers.ofByteArray(call.body()));
    }

    private void judge(Operation operation, Call call, long seed, Answer answer) {
      statuses.merge(answer.status(), 1, Integer::sum);
      if (answer.status() < 300) {
        reached.merge(operation.toString(), 1, Integer::sum);
      }
      String told = answer.text() + answer.headers().map();
      if (answer.status() >= 500 || INSIDE.matcher(told).find()) {
        wrong.add(call + "\n  (call " + seed + ") " + answer.status() + " " + told);
      }
    }
  }
}
