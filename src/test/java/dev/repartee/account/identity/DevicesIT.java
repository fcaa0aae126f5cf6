package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Promptly;
import dev.repartee.testing.TestServer;
import dev.repartee.testing.TestSocket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DevicesIT {

  private static final String DEVICES = "/api/v1/users/me/devices";
  private static final String PHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
          + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

  private final TestServer server = TestServer.shared();
  private final String email = ApiClient.newEmail();
  private final ApiClient laptop = server.client().registered(email);

  @Test
  void whereOneIsSignedInIsListedAndTheCurrentDeviceMarked() {
    ApiClient phone = signedIn(server, PHONE);
    JsonNode devices = laptop.get(DEVICES).expect(200).json().path("items");
    assertEquals(2, devices.size());
    assertEquals("Safari on iPhone", devices.get(0).path("name").asText());
    assertTrue(devices.get(0).path("address").asText().startsWith("10."), devices.toString());
    assertFalse(devices.get(0).path("current").asBoolean());
    assertTrue(devices.get(1).path("current").asBoolean());
    assertTrue(phone.get(DEVICES).json().at("/items/0/current").asBoolean());
    Instant used = Instant.parse(devices.get(0).path("lastUsedAt").asText());
    assertTrue(Duration.between(used, Instant.now()).toMinutes() < 5);

    JsonNode first = laptop.get(DEVICES + "?limit=1").expect(200).json();
    JsonNode second =
        laptop
            .get(DEVICES + "?limit=1&cursor=" + first.path("nextCursor").asText())
            .expect(200)
            .json();
    assertEquals(devices.get(1).path("id"), second.at("/items/0/id"));
  }

  @Test
  void aDeviceThatIsSignedOutIsSoOnEveryInstanceAtOnce() {
    Answer phone = login(server, PHONE, true);
    String token = phone.json().path("accessToken").asText();
    TestServer other = TestServer.strict();
    ApiClient there = other.client().withToken(token);
    there.get("/api/v1/users/me").expect(200);
    try (TestSocket socket =
        TestSocket.connect(HttpClient.newHttpClient(), other.baseUrl()).authenticate(token)) {
      laptop.delete(DEVICES + "/" + idOfNewest()).expect(204);
      Instant signedOut = Instant.now();
      assertEquals(1008, socket.awaitClosed().code());
      Promptly.answers("a device", signedOut, () -> there.get("/api/v1/users/me"), 401)
          .expectProblem(401, "unauthenticated");
    }
    refresh(server, cookie(phone)).expectProblem(401, "unauthenticated");
    laptop.get("/api/v1/users/me").expect(200);
    assertEquals(1, laptop.get(DEVICES).json().path("items").size());
    String log = laptop.get("/api/v1/audit?subjectType=session").expect(200).text();
    assertTrue(log.contains("auth.device_signed_out"), log);
  }

  @Test
  void allOtherDevicesAreSignedOutTogether() {
    ApiClient phone = signedIn(server, PHONE);
    ApiClient tablet = signedIn(server, "");
    phone.delete(DEVICES).expect(204);
    laptop.get("/api/v1/users/me").expectProblem(401, "unauthenticated");
    tablet.get("/api/v1/users/me").expectProblem(401, "unauthenticated");
    assertEquals(1, phone.get(DEVICES).expect(200).json().path("items").size());
    phone.delete(DEVICES).expect(204);
  }

  @Test
  void signingOutEndsTheAccessTokenToo() {
    Answer phone = login(server, PHONE, true);
    ApiClient client = server.client().withToken(phone.json().path("accessToken").asText());
    client.get("/api/v1/users/me").expect(200);
    server
        .client()
        .with("Cookie", "refresh_token=" + cookie(phone))
        .post("/api/v1/auth/logout", null)
        .expect(204);
    client.get("/api/v1/users/me").expectProblem(401, "unauthenticated");
  }

  @Test
  void aDeviceStaysTheSameWhenItsTokensAreRefreshed() {
    Answer phone = login(server, PHONE, true);
    String before = idOfNewest();
    refresh(server, cookie(phone)).expect(200);
    assertEquals(before, idOfNewest());
    assertEquals(2, laptop.get(DEVICES).json().path("items").size());
  }

  @Test
  void devicesOfOthersAreNotThere() {
    String id = idOfNewest();
    ApiClient stranger = server.member();
    stranger.delete(DEVICES + "/" + id).expectProblem(404, "not_found");
    stranger.delete(DEVICES).expect(204);
    assertEquals(1, stranger.get(DEVICES).expect(200).json().path("items").size());
    laptop.get("/api/v1/users/me").expect(200);
  }

  @Test
  void whoIsNotToBeRememberedIsSignedOutAfterAWhileHoweverBusy() {
    TestServer strict = TestServer.strict(); // where that while is 4 seconds
    Instant begin = Instant.now();
    Answer answer = login(strict, PHONE, false);
    assertTrue(answer.json().path("expiresIn").asInt() <= 4, answer.text());
    assertTrue(answer.header("Set-Cookie").matches(".*Max-Age=[0-4];.*"));
    ApiClient first = strict.client().withToken(answer.json().path("accessToken").asText());
    Answer[] latest = {refresh(strict, cookie(answer)).expect(200)};
    ApiClient second = strict.client().withToken(latest[0].json().path("accessToken").asText());
    second.get("/api/v1/users/me").expect(200);

    assertTrue(
        Eventually.isTrue(
            () -> {
              Answer next = refresh(strict, cookie(latest[0]));
              if (next.status() == 200) {
                latest[0] = next;
              }
              return next.status() == 401;
            }));
    Duration took = Duration.between(begin, Instant.now());
    assertTrue(took.toMillis() >= 3_500 && took.toMillis() < 20_000, took.toString());
    first.get("/api/v1/users/me").expectProblem(401, "unauthenticated");
    second.get("/api/v1/users/me").expectProblem(401, "unauthenticated");
  }

  private ApiClient signedIn(TestServer at, String userAgent) {
    return at.client().withToken(login(at, userAgent, true).json().path("accessToken").asText());
  }

  private Answer login(TestServer at, String userAgent, boolean remember) {
    return at.client()
        .with("User-Agent", userAgent)
        .post(
            "/api/v1/auth/login",
            Map.of("email", email, "password", ApiClient.PASSWORD, "remember", remember))
        .expect(200);
  }

  private String idOfNewest() {
    return laptop.get(DEVICES).expect(200).json().at("/items/0/id").asText();
  }

  private static Answer refresh(TestServer at, String token) {
    return at.client().with("Cookie", "refresh_token=" + token).post("/api/v1/auth/refresh", null);
  }

  private static String cookie(Answer answer) {
    String cookie = answer.header("Set-Cookie");
    return cookie.substring("refresh_token=".length(), cookie.indexOf(';'));
  }
}
