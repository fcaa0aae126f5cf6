package dev.repartee.account.clerk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.fakes.FakeClerk;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A server whose accounts Clerk keeps, one for all tests of it. */
abstract class ClerkFixture {

  static final String WEBHOOK = "/api/v1/webhooks/clerk";
  static final FakeClerk CLERK = new FakeClerk();
  static TestServer server;

  @BeforeAll
  static synchronized void start() {
    if (server == null) {
      Map<String, String> variables = new HashMap<>(CLERK.environment());
      variables.put("RATE_LIMIT_ENABLED", "false");
      server = TestServer.untilTheEnd("clerk", variables);
    }
  }

  @AfterEach
  void cheerUp() {
    CLERK.mood(FakeClerk.Mood.WELL);
  }

  static ApiClient as(String userOrToken) {
    return server
        .client()
        .withToken(userOrToken.contains(".") ? userOrToken : CLERK.token(userOrToken));
  }

  static JsonNode me(String user) {
    return as(user).get("/api/v1/users/me").expect(200).json();
  }

  /** Within the seconds that a role is remembered. */
  static void expectRole(String role, ApiClient client) {
    assertTrue(
        Eventually.isTrue(
            () ->
                client
                    .get("/api/v1/users/me")
                    .expect(200)
                    .json()
                    .get("role")
                    .asText()
                    .equals(role)),
        role);
  }

  static long now() {
    return Instant.now().getEpochSecond();
  }

  static String event(String type, String data) {
    return "{\"type\":\"%s\",\"object\":\"event\",\"timestamp\":%d,\"data\":%s}"
        .formatted(type, Instant.now().toEpochMilli(), data);
  }

  static Answer deliver(String type, String data) {
    return deliver("msg_" + UUID.randomUUID(), now(), event(type, data));
  }

  static Answer deliver(String message, long at, String body) {
    return sent(
        message, at, FakeClerk.signature(FakeClerk.WEBHOOK_SECRET, message, at, body), body);
  }

  static Answer sent(String message, long at, String signature, String body) {
    return server
        .client()
        .with("svix-id", message)
        .with("svix-timestamp", Long.toString(at))
        .with("svix-signature", signature)
        .post(WEBHOOK, body);
  }
}
