package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RateLimitIT {

  private static final Random RANDOM = new Random();

  private final TestServer server = TestServer.strict();

  @Test
  void anAddressGetsAHundredCallsAMinute() {
    ApiClient client = server.client();
    Answer first = client.get("/api/v1/users/me").expect(401);
    assertEquals("100", first.header("X-RateLimit-Limit"));
    assertEquals("99", first.header("X-RateLimit-Remaining"));
    assertTrue(first.header("RateLimit-Policy").contains("\"ip\";q=100;w=60"));
    assertTrue(first.header("RateLimit").contains("\"ip\";r=99;t="));
    Answer last = callUntilRefused(client);
    last.expectProblem(429, "too_many_requests");
    assertTrue(Integer.parseInt(last.header("Retry-After")) >= 1);
    assertEquals("0", last.header("X-RateLimit-Remaining"));
    server.client().get("/api/v1/users/me").expect(401);
  }

  @Test
  void passwordsCanBeTriedTenTimes() {
    ApiClient client = server.client();
    for (int i = 0; i < 10; i++) {
      client.post("/api/v1/auth/login", wrong()).expect(401);
    }
    Answer refused = client.post("/api/v1/auth/login", wrong());
    refused.expectProblem(429, "too_many_requests");
    assertTrue(Integer.parseInt(refused.header("Retry-After")) > 60);
    client.get("/api/v1/users/me").expect(401);
  }

  @Test
  void aMemberGetsTenUploadsAnHourFromWhereverTheyAre() {
    ApiClient ann = server.member();
    String path = "/api/v1/sessions/upload-url?contentType=image/png&size=1000";
    for (int i = 0; i < 10; i++) {
      ann.with("X-Forwarded-For", "10.77.0." + i).get(path).expect(200);
    }
    Answer refused = ann.with("X-Forwarded-For", "10.77.0.10").get(path);
    refused.expectProblem(429, "too_many_requests");
    assertTrue(
        refused.header("RateLimit").contains("\"uploads\";r=0;"), refused.header("RateLimit"));
    server.member().get(path).expect(200);
  }

  @Test
  void whoCallsOnIsToldToStayAway() {
    ApiClient client = server.client();
    for (int i = 0; i < 10; i++) {
      client.post("/api/v1/auth/login", wrong()).expect(401);
    }
    for (int i = 0; i < 100; i++) {
      client.post("/api/v1/auth/login", wrong()).expect(429);
    }
    Answer blocked = client.get("/api/v1/users/me");
    blocked.expectProblem(429, "too_many_requests");
    assertTrue(blocked.json().path("detail").asText().contains("called on"), blocked.text());
    int wait = Integer.parseInt(blocked.header("Retry-After"));
    assertTrue(wait > 30 && wait <= 60, blocked.header("Retry-After"));
    assertEquals("0", blocked.header("X-RateLimit-Remaining"));
    assertEquals(blocked.header("Retry-After"), blocked.header("X-RateLimit-Reset"));
    server.client().get("/api/v1/users/me").expect(401);
  }

  @Test
  void aNetworkOfIpv6IsOneCallerAndMappedIpv4IsIpv4() {
    ApiClient client = server.client();
    String network = "2001:db8:%x:%x::".formatted(RANDOM.nextInt(65_536), RANDOM.nextInt(65_536));
    assertEquals("99", remaining(client.with("X-Forwarded-For", network + "1")));
    assertEquals("98", remaining(client.with("X-Forwarded-For", network + "ffff:2")));
    assertEquals(
        "99", remaining(client.with("X-Forwarded-For", network.replace("2001", "2002") + "1")));
    String address = "203.0.113." + RANDOM.nextInt(256);
    assertEquals("99", remaining(client.with("X-Forwarded-For", address)));
    assertEquals("98", remaining(client.with("X-Forwarded-For", "::ffff:" + address)));
  }

  /** Each at another account, so that no account has too many. */
  private static Map<String, String> wrong() {
    return Map.of("email", ApiClient.newEmail(), "password", "not the password");
  }

  private static String remaining(ApiClient client) {
    return client.get("/api/v1/users/me").header("X-RateLimit-Remaining");
  }

  @Test
  @Order(Integer.MAX_VALUE) // what is counted starts anew
  void limitsHoldAndNothingStopsWhileRedisIsAway() {
    LocalServices services = LocalServices.forTests();
    ApiClient client = server.client();
    services.redis().kill();
    try {
      callUntilRefused(client).expectProblem(429, "too_many_requests");
      server.client().get("/api/v1/users/me").expect(401);
    } finally {
      services.redis().start();
    }
    server.client().get("/api/v1/users/me").expect(401);
    assertTrue(Eventually.isTrue(server.process()::isReady));
    assertTrue(Eventually.isTrue(TestServer.shared().process()::isReady));
  }

  /** One window may end in between, so that twice the limit can pass, but not more. */
  private static Answer callUntilRefused(ApiClient client) {
    for (int i = 0; i < 200; i++) {
      Answer answer = client.get("/api/v1/users/me");
      if (answer.status() != 401) {
        return answer;
      }
    }
    throw new AssertionError("200 calls were let through");
  }
}
