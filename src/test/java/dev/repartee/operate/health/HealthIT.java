package dev.repartee.operate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthIT {

  /** How many times half a minute a start may take on a busy machine. */
  private static final int ROUNDS = 8;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static HttpResponse<String> get(URI server, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  @Test
  void healthzIsEmpty() {
    Answer answer = TestServer.shared().client().get("/api/healthz");

    answer.expect(200);
    assertEquals("", answer.text());
  }

  @Test
  void everybodyIsToldTheStatusAlone() {
    JsonNode health = TestServer.shared().client().get("/api/health").expect(200).json();

    assertEquals("healthy", health.path("status").asText());
    assertEquals(1, health.size());
  }

  @Test
  void onlyWhoSaysWhoTheyAreIsToldMore() {
    ApiClient stranger = TestServer.shared().client();
    stranger.get("/api/health?detailed=true").expectProblem(401, "unauthenticated");
    stranger.get("/api/health?pool=true").expectProblem(401, "unauthenticated");
    ApiClient member = TestServer.shared().member();

    JsonNode detailed = member.get("/api/health?detailed=true").expect(200).json();
    for (String part : Set.of("database", "migrations", "redis", "storage")) {
      assertTrue(detailed.path("parts").path(part).path("up").asBoolean(), part);
    }
    assertTrue(detailed.path("memory").path("usedBytes").asLong() > 0);
    assertTrue(detailed.path("pool").isMissingNode());

    JsonNode pool = member.get("/api/health?pool=true").expect(200).json();
    assertTrue(pool.path("pool").path("open").asLong() > 0);
    assertTrue(pool.path("parts").isMissingNode());
  }

  @Test
  void aReadyServerSaysSoForEveryPart() throws Exception {
    URI server = TestServer.shared().baseUrl();

    assertEquals(200, get(server, "/health/started").statusCode());
    assertEquals(200, get(server, "/health/live").statusCode());
    HttpResponse<String> ready = get(server, "/health/ready");
    assertEquals(200, ready.statusCode());
    Set<String> names = new HashSet<>();
    for (String name : Set.of("database", "migrations", "redis", "storage")) {
      if (ready.body().contains("\"name\":\"" + name + "\"")) {
        names.add(name);
      }
    }
    assertEquals(4, names.size(), ready.body());
  }

  @Test
  void withoutRedisAndStorageItStartsAndLivesAndIsNotReady() throws Exception {
    LocalServices services = LocalServices.forTests();
    Map<String, String> environment = new HashMap<>(services.environment());
    environment.put("DATABASE_URL", services.newDatabase("template0"));
    environment.put("REDIS_URL", "redis://127.0.0.1:" + deadPort());
    environment.put("S3_ENDPOINT", "http://127.0.0.1:" + deadPort());
    try (LibertyServer server =
        LibertyServer.start(LibertyOptions.ofProduct("health-away", environment), line -> {})) {
      URI address = server.baseUrl();
      boolean started = false;
      for (int i = 0; i < ROUNDS && !started; i++) {
        started = Eventually.isTrue(() -> status(address, "/health/started") == 200);
      }
      assertTrue(started, () -> String.join("\n", server.lastLines()));

      assertEquals(200, status(address, "/health/live"));
      HttpResponse<String> ready = get(address, "/health/ready");
      assertEquals(503, ready.statusCode());
      assertTrue(ready.body().contains("away"), ready.body());
      HttpResponse<String> health = get(address, "/api/health");
      assertEquals(200, health.statusCode());
      assertTrue(health.body().contains("degraded"), health.body());
      assertFalse(health.body().contains("127.0.0.1"), health.body());
    }
  }

  private static int status(URI server, String path) {
    try {
      return get(server, path).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int deadPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
