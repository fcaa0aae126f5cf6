package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EdgeIT {

  private static final String OURS = "https://app.example.com";

  private final TestServer server = TestServer.shared();

  @Test
  void everyAnswerTellsBrowsersWhatNotToDo() {
    for (String path : List.of("/", "/nowhere", "/api/v1/users/me", "/api/v1/nowhere")) {
      Answer answer = server.client().get(path);
      assertEquals("nosniff", answer.header("X-Content-Type-Options"), path);
      assertTrue(answer.header("Content-Security-Policy").contains("frame-ancestors 'none'"), path);
      assertTrue(answer.header("Content-Security-Policy").contains("default-src 'self'"), path);
      assertEquals("no-referrer", answer.header("Referrer-Policy"), path);
      assertEquals("same-origin", answer.header("Cross-Origin-Opener-Policy"), path);
      assertEquals("", answer.header("Strict-Transport-Security"), "local is not https");
      assertEquals("", answer.header("X-Powered-By"), path);
      assertEquals("", answer.header("Server"), path);
    }
    assertEquals("no-store", server.member().get("/api/v1/users/me").header("Cache-Control"));
  }

  @Test
  void theStorageMayBeReachedByThePage() {
    String policy = server.client().get("/").header("Content-Security-Policy");
    String images = directive(policy, "img-src");
    String connections = directive(policy, "connect-src");
    assertTrue(images.contains("blob:") && images.contains("http://"), images);
    assertTrue(connections.contains("ws://") && connections.contains("http://"), connections);
  }

  @Test
  void aSaneRequestIdIsKept() {
    String id = "req-" + UUID.randomUUID();
    ApiClient client = server.client();
    assertEquals(
        id, client.with("X-Request-Id", id).get("/api/v1/users/me").header("X-Request-Id"));
    String made = client.with("X-Request-Id", "a b<script>").get("/").header("X-Request-Id");
    assertFalse(made.isEmpty());
    assertNotEquals("a b<script>", made);
  }

  @Test
  void pagesWeKnowMayCall() {
    Answer preflight =
        server
            .client()
            .with("Origin", OURS)
            .with("Access-Control-Request-Method", "PATCH")
            .send("OPTIONS", "/api/v1/users/me", null, BodyPublishers.noBody());
    assertEquals(204, preflight.status());
    assertEquals(OURS, preflight.header("Access-Control-Allow-Origin"));
    assertEquals("true", preflight.header("Access-Control-Allow-Credentials"));
    assertTrue(preflight.header("Access-Control-Allow-Methods").contains("PATCH"));
    assertTrue(preflight.header("Access-Control-Allow-Headers").contains("Idempotency-Key"));

    Answer refused = server.client().with("Origin", OURS).get("/api/v1/users/me").expect(401);
    assertEquals(OURS, refused.header("Access-Control-Allow-Origin"));
    assertTrue(refused.header("Access-Control-Expose-Headers").contains("ETag"));
    assertTrue(refused.headers().allValues("Vary").contains("Origin"));
  }

  @Test
  void otherPagesGetNoPermission() {
    for (String origin : List.of("https://evil.example", "null", OURS + ".evil.example")) {
      Answer answer = server.client().with("Origin", origin).get("/api/v1/users/me");
      assertEquals("", answer.header("Access-Control-Allow-Origin"), origin);
      Answer preflight =
          server
              .client()
              .with("Origin", origin)
              .with("Access-Control-Request-Method", "GET")
              .send("OPTIONS", "/api/v1/users/me", null, BodyPublishers.noBody());
      assertEquals("", preflight.header("Access-Control-Allow-Origin"), origin);
    }
  }

  @Test
  void theLogNamesRequestsAndKeepsSecrets() {
    String id = "req-" + UUID.randomUUID();
    String password = "secret-" + UUID.randomUUID();
    Answer registered =
        server
            .client()
            .post(
                "/api/v1/auth/register",
                Map.of("email", ApiClient.newEmail(), "password", password))
            .expect(201);
    String token = registered.json().path("accessToken").asText();
    String userId = registered.json().path("user").path("id").asText();
    ApiClient member = server.client().withToken(token).with("X-Request-Id", id);
    member.get("/api/v1/users/me?code=in-the-query").expect(200);
    member.patch("/api/v1/users/me", "{\"name\": \"a private name\", \"broken").expect(400);

    boolean logged =
        Eventually.isTrue(
            () ->
                server
                    .log()
                    .lines()
                    .anyMatch(
                        line ->
                            line.replace("\\/", "/").contains("GET /api/v1/users/me 200")
                                && line.contains(id)
                                && line.contains(userId)
                                && line.contains("traceId")
                                && line.contains("workspaceId")
                                && line.contains("\"service\":\"repartee\"")
                                && line.contains("\"env\":\"local\"")));
    String log = server.log();
    assertTrue(logged, () -> log.lines().filter(line -> line.contains(id)).toList().toString());
    for (String secret : List.of(password, token, "in-the-query", "a private name")) {
      assertFalse(log.contains(secret), secret);
    }
    String cookie = registered.header("Set-Cookie");
    assertFalse(log.contains(cookie.substring(14, cookie.indexOf(';'))), "refresh token");
  }

  @Test
  void answersAreCounted() {
    server.client().get("/api/v1/users/me").expect(401);
    String metrics = server.client().get("/metrics").text();
    assertTrue(metrics.contains("repartee_http_responses_total"), "the counter is there");
    assertTrue(metrics.contains("status=\"4xx\""), "by class");
  }

  private static String directive(String policy, String name) {
    for (String directive : policy.split(";", -1)) {
      if (directive.strip().startsWith(name)) {
        return directive;
      }
    }
    return "";
  }
}
