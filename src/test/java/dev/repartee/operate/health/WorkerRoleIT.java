package dev.repartee.operate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What an instance that only works off jobs has to say to the network. */
class WorkerRoleIT {

  @Test
  void aWorkerAnswersForItsHealthAndMetricsAndForNothingElse() {
    try (TestServer worker = TestServer.start("worker", Map.of("ROLE", "worker"))) {
      for (String path :
          List.of("/health", "/health/started", "/health/live", "/health/ready", "/metrics")) {
        assertEquals(200, worker.get(path).statusCode(), path);
      }
      for (String path :
          List.of("/", "/index.html", "/assets/app.js", "/api/v1/sessions", "/api/v1/auth/login")) {
        assertEquals(404, worker.get(path).statusCode(), path);
      }
      URI socket = URI.create(worker.baseUrl().toString().replaceFirst("^http", "ws") + "/ws");
      CompletionException refused =
          assertThrows(
              CompletionException.class,
              () ->
                  HttpClient.newHttpClient()
                      .newWebSocketBuilder()
                      .buildAsync(socket, new WebSocket.Listener() {})
                      .join());
      assertEquals(
          404,
          assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
              .getResponse()
              .statusCode());
      assertTrue(worker.log().contains("Working off the queues"), "it takes jobs");
    }
  }
}
