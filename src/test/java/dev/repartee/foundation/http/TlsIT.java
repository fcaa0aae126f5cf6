package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behind a proxy that ends TLS; its clients are to use {@code https://repartee.example.com}. */
class TlsIT {

  private final TestServer server = TestServer.strict();

  @Test
  void aPageThatWasAskedForInTheClearIsSentToHttps() {
    for (String path : List.of("/", "/assets/app.js")) {
      Answer answer = plain().with("X-Forwarded-Host", "evil.example").get(path);
      assertEquals(301, answer.status());
      assertEquals("https://repartee.example.com" + path, answer.header("Location"));
    }
  }

  @Test
  void aClientOfTheApiIsToldInsteadOfRedirected() {
    Map<String, String> credentials = Map.of("email", "ann@example.com", "password", "secret");
    Answer answer = plain().post("/api/v1/auth/login", credentials);
    answer.expectProblem(403, "tls_required");
    assertEquals("", answer.header("Location"));
    plain().get("/api/v1/users/me").expectProblem(403, "tls_required");
  }

  @Test
  void healthIsAnsweredInTheClear() {
    plain().get("/api/healthz").expect(200);
  }

  @Test
  void browsersThatCameByTlsAreToldToStay() {
    Answer secure = server.client().with("X-Forwarded-Proto", "https").get("/");
    assertEquals(200, secure.status());
    assertTrue(
        secure.header("Strict-Transport-Security").startsWith("max-age=31536000"),
        secure.header("Strict-Transport-Security"));
    assertEquals("", server.client().get("/").header("Strict-Transport-Security"));
  }

  private ApiClient plain() {
    return server.client().with("X-Forwarded-Proto", "http");
  }
}
