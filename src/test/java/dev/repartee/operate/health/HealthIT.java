package dev.repartee.operate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthIT {

  private final TestServer server = TestServer.shared();

  @Test
  void healthzIsEmpty() {
    Answer answer = server.client().get("/api/healthz");

    answer.expect(200);
    assertEquals("", answer.text());
  }

  @Test
  void everybodyIsToldTheStatusAlone() {
    JsonNode health = server.client().get("/api/health").expect(200).json();

    assertEquals("healthy", health.path("status").asText());
    assertEquals(1, health.size());
  }

  @Test
  void onlyWhoSaysWhoTheyAreIsToldMore() {
    ApiClient stranger = server.client();
    stranger.get("/api/health?detailed=true").expectProblem(401, "unauthenticated");
    stranger.get("/api/health?pool=true").expectProblem(401, "unauthenticated");
    ApiClient member = server.member();

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
  void aReadyServerSaysSoForEveryPart() {
    assertEquals(200, server.get("/health/started").statusCode());
    assertEquals(200, server.get("/health/live").statusCode());
    HttpResponse<String> ready = server.get("/health/ready");
    assertEquals(200, ready.statusCode());
    Set<String> names = new HashSet<>();
    for (String name : Set.of("database", "migrations", "redis", "storage")) {
      if (ready.body().contains("\"name\":\"" + name + "\"")) {
        names.add(name);
      }
    }
    assertEquals(4, names.size(), ready.body());
  }
}
