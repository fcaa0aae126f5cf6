package dev.repartee.operate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DrainIT {

  @Test
  void whoIsToldToStopSaysSoAndAnswersOnForAWhile() {
    try (TestServer server = TestServer.start("draining", Map.of("DRAIN_DELAY", "6s"))) {
      ApiClient member = server.member();
      assertEquals(200, server.get("/health/ready").statusCode());

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> server.process().stop());
      assertTrue(Eventually.isTrue(() -> server.get("/health/ready").statusCode() == 503));
      HttpResponse<String> ready = server.get("/health/ready");
      assertTrue(ready.body().contains("\"staying\""), ready.body());
      assertEquals(200, server.get("/health/live").statusCode());
      member.get("/api/v1/users/me").expect(200);

      stopped.join();
      assertEquals(OptionalInt.of(143), server.process().exitCode());
      assertTrue(
          server.process().lastLines().stream().anyMatch(line -> line.contains("CWWKE0036I")),
          "it stopped in order");
    }
  }
}
