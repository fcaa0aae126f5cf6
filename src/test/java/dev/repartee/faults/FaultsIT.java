package dev.repartee.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.fakes.Behaviour;
import dev.repartee.fakes.FakeAnthropic;
import dev.repartee.fakes.FakeOpenAi;
import dev.repartee.fakes.FakeVendor;
import dev.repartee.local.LocalServices;
import dev.repartee.local.Progress;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestServer;
import dev.repartee.testing.TestSocket;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One server, and services and providers that go away under it and come back. */
@Tag("long")
class FaultsIT {

  private static final String SUGGESTION =
      "{\"text\":\"Bring me a mug\",\"title\":\"Play along\",\"tag\":\"playful\","
          + "\"analysis\":\"It keeps the ball in the air.\"}";
  private static final String GENERATE =
      "{'action':'generate','streamId':'%s','payload':{'aiStyle':'witty'}}";

  private static LocalServices services;
  private static FakeOpenAi primary;
  private static FakeAnthropic fallback;
  private static TestServer server;
  private static Map<String, HttpResponse<String>> healthAtStart;

  /** Redis and storage are not there yet when the server starts. */
  @BeforeAll
  static void startWithoutRedisAndStorage() {
    services = LocalServices.start(Path.of("target/local-faults"), Map.of(), Progress.silent());
    primary = new FakeOpenAi();
    fallback = new FakeAnthropic();
    Map<String, String> variables = new HashMap<>();
    variables.put("RATE_LIMIT_ENABLED", "false");
    variables.put("WORKER_CONCURRENCY_SCREENSHOT", "1");
    variables.put("JOB_LEASE", "3s");
    variables.put("JOB_SWEEP_INTERVAL", "500ms");
    variables.put("OPENAI_API_KEY", FakeVendor.KEY);
    variables.put("OPENAI_BASE_URL", primary.baseUrl().toString());
    variables.put("ANTHROPIC_API_KEY", FakeVendor.KEY);
    variables.put("ANTHROPIC_BASE_URL", fallback.baseUrl().toString());
    variables.put("AI_PROVIDER_STRATEGY_PRIMARY", "openai");
    variables.put("AI_PROVIDER_STRATEGY_FALLBACKS", "anthropic");
    variables.put("AI_TIMEOUT", "1500ms");
    variables.put("AI_RETRIES", "0");
    variables.put("AI_BREAKER_FAILURES", "1000");
    services.redis().stop();
    services.s3().stop();
    server = TestServer.startUnready(services, "faults", variables);
    healthAtStart =
        Stream.of("/health/started", "/health/live", "/health/ready", "/api/health")
            .collect(Collectors.toMap(path -> path, server::get));
    services.s3().start();
    Person.at(server).bringAndAwaitReading();
    services.redis().start();
  }

  @AfterAll
  static void stop() {
    server.close();
    primary.close();
    fallback.close();
    services.close();
  }

  @AfterEach
  void everythingIsBack() {
    services.postgres().start();
    services.redis().start();
    services.s3().start();
    primary.otherwise(Behaviour.ok(SUGGESTION));
    fallback.otherwise(Behaviour.ok(SUGGESTION));
    assertTrue(Eventually.isTrue(server.process()::isReady), "the server does not recover");
  }

  @Test
  void withoutRedisAndStorageItStartsAndLivesAndIsNotReady() {
    assertEquals(200, healthAtStart.get("/health/started").statusCode());
    assertEquals(200, healthAtStart.get("/health/live").statusCode());
    assertEquals(503, healthAtStart.get("/health/ready").statusCode());
    assertTrue(healthAtStart.get("/health/ready").body().contains("away"));
    assertEquals(200, healthAtStart.get("/api/health").statusCode());
    assertEquals("{\"status\":\"degraded\"}", healthAtStart.get("/api/health").body());
  }

  @Test
  void withoutRedisEverythingIsAnsweredAndRead() {
    services.redis().stop();
    Person ann = Person.at(server);
    String id = ann.bringAndAwaitReading();
    confirm(ann, id).expect(200);
    primary.otherwise(Behaviour.ok(SUGGESTION));
    suggest(ann, id).expect(200);
    assertFalse(server.process().isReady(), "readiness says that Redis is away");

    services.redis().start();
    assertTrue(Eventually.isTrue(server.process()::isReady));
    String other = ann.bring("image/png", Person.smallScreenshot());
    try (TestSocket socket = ann.socket()) {
      socket.send("{'action':'sessions:subscribe','payload':{'sessionId':'%s'}}", other);
      socket.awaitMessage("session_status", "status", "verifying_ocr");
      confirm(ann, other).expect(200);
      socket.awaitMessage("session_status", "status", "complete");
    }
  }

  @Test
  void redisMayDieOrForgetInTheMiddle() {
    Person ann = Person.at(server);
    List<String> sessions = bringSome(ann, 4);
    services.redis().kill();
    sessions.addAll(bringSome(ann, 2));
    services.redis().start();
    sessions.addAll(bringSome(ann, 2));
    services.redis().flush();
    sessions.forEach(id -> ann.await(id, "verifying_ocr"));
  }

  @Test
  void whatWasAcknowledgedOutlivesPostgres() throws Exception {
    Person ann = Person.at(server);
    String notes = Person.path(ann.paste("them: begin")) + "/messages";
    List<String> reading = bringSome(ann, 3);
    List<String> acknowledged = new CopyOnWriteArrayList<>();
    List<Integer> statuses = new CopyOnWriteArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !over.get() && i < 400; i++) {
                String text = "note " + i;
                Answer answer = ann.api().post(notes, Map.of("text", text, "author", "user"));
                statuses.add(answer.status());
                if (answer.status() == 201) {
                  acknowledged.add(text);
                } else {
                  answer.expectProblem(503, "unavailable");
                  assertFalse(answer.header("Retry-After").isEmpty());
                }
              }
            });
    assertTrue(Eventually.isTrue(() -> acknowledged.size() > 10 || writer.isDone()));
    services.postgres().kill();
    assertTrue(Eventually.isTrue(() -> statuses.contains(503) || writer.isDone()));
    services.postgres().start();
    int before = acknowledged.size();
    assertTrue(Eventually.isTrue(() -> acknowledged.size() > before || writer.isDone()));
    over.set(true);
    writer.join();
    assertTrue(statuses.contains(503));

    ApiClient api = ann.api();
    List<String> kept =
        api.get(notes.replace("/messages", ""))
            .expect(200)
            .json()
            .path("messages")
            .findValuesAsText("text");
    assertTrue(kept.containsAll(acknowledged), "an acknowledged message is lost");
    reading.forEach(id -> ann.await(id, "verifying_ocr"));
  }

  @Test
  void storageThatRefusesIsAskedAgain() {
    Person ann = Person.at(server);
    List<String> sessions = bringSome(ann, 4);
    String waiting = ann.upload("image/png", Person.smallScreenshot());
    services.s3().stop();
    ann.begin(waiting).expectProblem(503, "unavailable");
    assertTrue(
        Eventually.isTrue(() -> server.log().contains("StorageUnavailable")),
        "no job met the storage that was away");
    services.s3().start();
    sessions.add(ann.begin(waiting).expect(201).json().path("session").path("id").asText());
    sessions.forEach(id -> ann.await(id, "verifying_ocr"));
  }

  @Test
  void aProviderThatHangsIsReplacedByTheNext() {
    primary.otherwise(Behaviour.hang());
    fallback.otherwise(Behaviour.ok(SUGGESTION));
    Person ann = Person.at(server);
    String id = ann.paste("them: I made a mug");
    JsonNode suggestion = suggest(ann, id).expect(200).json().path("suggestion");
    assertEquals("anthropic", suggestion.path("provider").asText());
    assertEquals("Bring me a mug", suggestion.path("text").asText());
  }

  @Test
  void whenAllProvidersHangTheCallerIsToldInTime() {
    primary.otherwise(Behaviour.hang());
    fallback.otherwise(Behaviour.hang());
    Person ann = Person.at(server);
    String id = ann.paste("them: I made a mug");
    suggest(ann, id).expectProblem(504, "provider_timeout");
    ann.api()
        .post("/api/v1/magic-openers/generate", Map.of())
        .expectProblem(504, "provider_timeout");
    assertEquals(0, ann.api().get("/api/v1/magic-openers").json().path("items").size());
    assertEquals("complete", ann.status(id));

    primary.otherwise(Behaviour.ok(SUGGESTION));
    assertTrue(Eventually.isTrue(() -> suggest(ann, id).status() == 200));
  }

  @Test
  void aStreamCanBeCancelledAndItsNameIsTakenWhileItRuns() throws Exception {
    primary.otherwise(Behaviour.stallAfter(2, "Hello there you climber"));
    Person ann = Person.at(server);
    try (TestSocket socket = ann.socket()) {
      socket.send(GENERATE, "s1");
      socket.awaitMessage("chunk", "streamId", "s1");
      socket.send(GENERATE, "s1");
      JsonObject error = socket.awaitMessage("error", "streamId", "s1");
      assertEquals("validation_failed", error.getString("code"));
      socket.send("{'action':'cancel','streamId':'s1'}");
      assertTrue(primary.hungUpWithin(Duration.ofSeconds(20)), "the provider goes on");
      assertEquals(0, ann.api().get("/api/v1/magic-openers").json().path("items").size());

      primary.otherwise(Behaviour.ok("Hello there"));
      socket.send(GENERATE, "s2");
      assertEquals(
          "Hello there",
          socket
              .awaitMessage("complete", "streamId", "s2")
              .getJsonObject("opener")
              .getString("text"));
    }
  }

  private static List<String> bringSome(Person person, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(person.bring("image/png", Person.smallScreenshot()));
    }
    return ids;
  }

  private static Answer confirm(Person person, String id) {
    return person
        .api()
        .post(
            Person.path(id) + "/confirm-ocr",
            Map.of("ocrResult", List.of(Map.of("text", "Hi", "author", "contact"))));
  }

  private static Answer suggest(Person person, String id) {
    return person.api().post(Person.path(id) + "/generate-suggestions", Map.of());
  }
}
