package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdempotencyIT {

  private static final String SESSIONS = "/api/v1/sessions";

  private final TestServer server = TestServer.shared();
  private final ApiClient ann = server.member();
  private final Map<String, String> body = Map.of("type", "text", "text", "me: hi");

  @Test
  void theSameCallAgainGetsTheSameAnswer() {
    ApiClient keyed = ann.with("Idempotency-Key", newKey());
    Answer first = keyed.post(SESSIONS, body).expect(201);
    Answer second = keyed.post(SESSIONS, body).expect(201);
    assertEquals(first.text(), second.text());
    assertEquals(first.header("Location"), second.header("Location"));
    assertEquals("", first.header("Idempotency-Replayed"));
    assertEquals("true", second.header("Idempotency-Replayed"));
    assertEquals(1, ann.get(SESSIONS).json().path("items").size());
  }

  @Test
  void anotherBodyOrPathWithTheSameKeyIsRefused() {
    ApiClient keyed = ann.with("Idempotency-Key", newKey());
    keyed.post(SESSIONS, body).expect(201);
    keyed
        .post(SESSIONS, Map.of("type", "text", "text", "me: bye"))
        .expectProblem(422, "idempotency_key_reused");
  }

  @Test
  void aKeyBelongsToItsMember() {
    String key = newKey();
    Answer anns = ann.with("Idempotency-Key", key).post(SESSIONS, body).expect(201);
    Answer bobs = server.member().with("Idempotency-Key", key).post(SESSIONS, body).expect(201);
    assertNotEquals(anns.text(), bobs.text());
  }

  @Test
  void refusalsAreReplayedToo() {
    ApiClient keyed = ann.with("Idempotency-Key", newKey());
    Map<String, String> wrong = Map.of("type", "telegram");
    Answer first = keyed.post(SESSIONS, wrong).expect(400);
    Answer second = keyed.post(SESSIONS, wrong).expect(400);
    assertEquals("true", second.header("Idempotency-Replayed"));
    assertEquals(first.text(), second.text());
  }

  @Test
  void aStormOfTheSameCallHappensOnce() {
    ApiClient keyed = ann.with("Idempotency-Key", newKey());
    List<CompletableFuture<Answer>> calls =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> keyed.post(SESSIONS, body)))
            .toList();
    List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
    assertTrue(
        answers.stream().allMatch(answer -> answer.status() == 201 || answer.status() == 409),
        () -> answers.toString());
    Stream<String> created =
        answers.stream().filter(answer -> answer.status() == 201).map(Answer::text);
    assertEquals(1, created.distinct().count());
    assertEquals(1, ann.get(SESSIONS).json().path("items").size());
  }

  @Test
  void aKeyIsShortAndPlain() {
    ann.with("Idempotency-Key", "x".repeat(256))
        .post(SESSIONS, body)
        .expectProblem(400, "validation_failed");
    ann.with("Idempotency-Key", "a b").post(SESSIONS, body).expectProblem(400, "validation_failed");
  }

  @Test
  void tokensAreNotKept() {
    ApiClient keyed = server.client().with("Idempotency-Key", newKey());
    Map<String, String> registration =
        Map.of("email", ApiClient.newEmail(), "password", ApiClient.PASSWORD);
    keyed.post("/api/v1/auth/register", registration).expect(201);
    keyed.post("/api/v1/auth/register", registration).expectProblem(409, "email_taken");
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }
}
