package dev.repartee.foundation.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.fakes.Behaviour;
import dev.repartee.fakes.FakeOpenAi;
import dev.repartee.fakes.FakeSentry;
import dev.repartee.fakes.FakeVendor;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What a running server tells about slow statements and errors, and what it never tells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReportsIT {

  private static final String CANARY = "canary-bird";
  private static final String EMAIL = CANARY + "@example.com";

  private final FakeSentry sentry = new FakeSentry();
  private final FakeOpenAi vendor = new FakeOpenAi();
  private TestServer server;
  private ApiClient api;

  @BeforeAll
  void start() {
    server =
        TestServer.start(
            "reports",
            Map.of(
                "SENTRY_DSN", sentry.dsn(),
                "SENTRY_TRACES_SAMPLE_RATE", "1",
                "SENTRY_ENVIRONMENT", "rehearsal",
                "SENTRY_RELEASE", "repartee@1.2.3",
                "OPENAI_API_KEY", FakeVendor.KEY,
                "OPENAI_BASE_URL", vendor.baseUrl().toString(),
                "AI_RETRIES", "0",
                "PHASE_REFINE_THRESHOLD", "0",
                "RATE_LIMIT_ENABLED", "false"));
    vendor.otherwise(Behaviour.status(500)); // so that the job fails
    api = server.operator(EMAIL);
  }

  @AfterAll
  void stop() {
    server.close();
    sentry.close();
    vendor.close();
  }

  /** Asks for something while its table is locked. */
  private void slowly(String table, String path) {
    CompletableFuture<Void> lock =
        CompletableFuture.runAsync(
            () ->
                server.execute(
                    "BEGIN; LOCK TABLE "
                        + table
                        + " IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(1.5); COMMIT"));
    assertTrue(
        Eventually.isTrue(
            () ->
                !server
                    .query(
                        "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted"
                            + " AND relation = '"
                            + table
                            + "'::regclass")
                    .isEmpty()));
    api.get(path).expect(200);
    lock.join();
  }

  private List<JsonObject> slow(String table) {
    return sentry.items("event").stream()
        .filter(event -> event.toString().contains("Slow query"))
        .filter(event -> event.toString().toLowerCase(Locale.ROOT).contains(table))
        .toList();
  }

  @Test
  @Order(1)
  void aSlowStatementOfARepositoryIsLoggedAndReportedOnce() {
    slowly("session", "/api/v1/sessions");
    assertTrue(Eventually.isTrue(() -> slow("from session").size() == 1));
    JsonObject event = slow("from session").get(0);
    assertEquals("warning", event.getString("level"));
    assertTrue(event.getJsonObject("tags").containsKey("request_id"), event::toString);
    List<String> lines =
        server
            .log()
            .lines()
            .filter(
                line ->
                    line.contains("Slow query")
                        && line.toLowerCase(Locale.ROOT).contains("from session"))
            .toList();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("\"requestId\""), lines::toString);
  }

  @Test
  @Order(2)
  void aSlowStatementOfPlainSqlIsLoggedAndReportedOnce() {
    slowly("audit_entry", "/api/v1/audit");
    assertTrue(Eventually.isTrue(() -> slow("audit_entry").size() == 1));
    assertTrue(
        server
            .get("/metrics")
            .body()
            .lines()
            .anyMatch(
                line ->
                    line.startsWith("repartee_slow_queries_total")
                        && line.contains("statement=\"select\"")
                        && !line.endsWith(" 0.0")));
  }

  @Test
  @Order(3)
  void anUnhandledErrorIsReportedWithoutWhatAnybodyWrote() {
    server.execute(
        "ALTER TABLE session ADD CONSTRAINT no_canary CHECK (name NOT LIKE 'canary%') NOT VALID");
    try {
      api.with("Cookie", "taste=" + CANARY)
          .post(
              "/api/v1/sessions", Map.of("type", "text", "name", CANARY, "text", "them: " + CANARY))
          .expectProblem(500, "internal_error");
    } finally {
      server.execute("ALTER TABLE session DROP CONSTRAINT no_canary");
    }
    assertTrue(server.log().contains("no_canary"), "the log is where the message is");
    assertTrue(Eventually.isTrue(() -> sentry.everything().contains("POST /api/v1/sessions\"")));
    JsonObject event =
        sentry.items("event").stream()
            .filter(e -> e.getString("transaction", "").equals("POST /api/v1/sessions"))
            .findFirst()
            .orElseThrow();
    assertEquals("rehearsal", event.getString("environment"));
    assertEquals("repartee@1.2.3", event.getString("release"));
    assertEquals("23514", event.getJsonObject("tags").getString("sql_state"));
    assertTrue(event.toString().contains("PSQLException"), event::toString);
    assertTrue(event.toString().contains("dev.repartee"), event::toString);
  }

  @Test
  @Order(4)
  void aDeadJobIsReported() {
    String id = UUID.randomUUID().toString();
    server.execute(
        """
        INSERT INTO dead_job (id, queue, type, version, payload, attempts, max_attempts, created_at,
          died_at, last_error)
        SELECT '%s', 'rollup', type, 1, '{"tick":"%s"}', 2, 2, now(), now(), 'before'
        FROM job_schedule WHERE name = 'usage-rollup'
        """
            .formatted(id, CANARY));
    api.post("/api/v1/admin/jobs/" + id + "/retry", null).expect(200);
    assertTrue(
        Eventually.isTrue(
            () ->
                sentry.items("event").stream()
                    .anyMatch(
                        event ->
                            event.toString().contains("is dead")
                                && event
                                    .getJsonObject("tags")
                                    .getString("job_id", "")
                                    .equals(id))));
  }

  @Test
  @Order(5)
  void sampledTracesJoinARequestAndItsJob() {
    TraceContext trace = TraceContext.start();
    api.with("traceparent", trace.header())
        .post("/api/v1/sessions", Map.of("type", "text", "text", "them: I made a mug"))
        .expect(201);
    assertTrue(Eventually.isTrue(() -> operations(trace).contains("http.server")));
    assertTrue(Eventually.isTrue(() -> operations(trace).contains("queue.process")));
  }

  private List<String> operations(TraceContext trace) {
    return sentry.items("transaction").stream()
        .map(transaction -> transaction.getJsonObject("contexts").getJsonObject("trace"))
        .filter(context -> context.getString("trace_id").equals(trace.traceId()))
        .map(context -> context.getString("op"))
        .toList();
  }

  @Test
  @Order(6)
  void nothingOfWhatAnybodyWroteHasArrived() {
    String everything = sentry.everything();
    assertFalse(everything.contains(CANARY), "a message, a cookie, a name or an address arrived");
    assertFalse(everything.contains(ApiClient.PASSWORD));
    assertFalse(everything.contains("Bearer"));
    assertFalse(everything.contains("eyJ"), "a token arrived");
  }

  @Test
  @Order(7)
  void aSentryThatHangsDelaysNeitherRequestsNorTheStop() {
    sentry.stopAnswering();
    long begun = System.nanoTime();
    for (int i = 0; i < 300; i++) {
      api.get("/api/v1/sessions").expect(200);
    }
    Duration asked = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(asked.toSeconds() < 30, asked::toString);
    begun = System.nanoTime();
    server.close();
    Duration stopped = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(stopped.toSeconds() < 10, stopped::toString);
  }
}
