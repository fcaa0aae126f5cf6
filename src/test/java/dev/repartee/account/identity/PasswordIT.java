package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Changed passwords and slowed guesses, on a server that writes its mail to its log. */
class PasswordIT {

  private static final String OTHER = "a quiet lamp in the harbour";

  private final TestServer server = TestServer.shared();
  private final String email = ApiClient.newEmail();

  @Test
  void aChangedPasswordSignsOutEveryDeviceButThisOne() {
    Answer here = register();
    Answer elsewhere = login(server.client(), ApiClient.PASSWORD).expect(200);
    ApiClient me = server.client().withToken(accessToken(here));
    change(me, ApiClient.PASSWORD, OTHER).expect(204);

    refresh(elsewhere).expectProblem(401, "unauthenticated");
    server
        .client()
        .withToken(accessToken(elsewhere))
        .get("/api/v1/users/me")
        .expectProblem(401, "unauthenticated");
    me.get("/api/v1/users/me").expect(200);
    refresh(here).expect(200);
    login(server.client(), ApiClient.PASSWORD).expectProblem(401, "invalid_credentials");
    login(server.client(), OTHER).expect(200);
    assertTrue(Eventually.isTrue(() -> mails().contains("Subject: Your password was changed")));
    assertEquals(
        List.of("auth.password_changed"),
        server.query(
            "SELECT action FROM audit_entry e JOIN app_user u ON e.actor_id = u.id"
                + " WHERE u.email = '%s' AND action LIKE 'auth.password%%'".formatted(email)));
  }

  @Test
  void otherInstancesRefuseTheAccessTokensOfOtherDevicesWithinSeconds() {
    ApiClient me = server.client().withToken(accessToken(register()));
    Answer elsewhere = login(server.client(), ApiClient.PASSWORD).expect(200);
    ApiClient there = TestServer.strict().client().withToken(accessToken(elsewhere));
    there.get("/api/v1/users/me").expect(200);
    change(me, ApiClient.PASSWORD, OTHER).expect(204);
    Duration soon = Duration.ofSeconds(3);
    assertTrue(Eventually.isTrue(soon, () -> there.get("/api/v1/users/me").status() == 401));
  }

  @Test
  void whatIsWrongWithAPasswordIsToldByItsField() {
    ApiClient me = server.client().withToken(accessToken(register()));
    assertEquals("currentPassword", field(change(me, "not the password", OTHER)));
    assertEquals("newPassword", field(change(me, ApiClient.PASSWORD, "password123!")));
    assertEquals("newPassword", field(change(me, ApiClient.PASSWORD, email)));
    assertEquals("newPassword", field(change(me, ApiClient.PASSWORD, ApiClient.PASSWORD)));
    assertEquals("newPassword", field(change(me, ApiClient.PASSWORD, "short")));
    Answer common =
        server
            .client()
            .post(
                "/api/v1/auth/register",
                Map.of("email", ApiClient.newEmail(), "password", "1234567890"));
    assertEquals("password", field(common));
  }

  @Test
  void aForgottenPasswordIsResetFromTheLinkInTheMail() {
    Answer before = register();
    post("forgot-password", Map.of("email", email)).expect(202);
    assertTrue(Eventually.isTrue(() -> mails().contains("Subject: Choose another password")));
    Matcher link = Pattern.compile("/#/reset-password/([\\w-]{43})").matcher(mails());
    assertTrue(link.find());
    post("reset-password", Map.of("token", link.group(1), "password", OTHER)).expect(204);
    refresh(before).expectProblem(401, "unauthenticated");
    login(server.client(), OTHER).expect(200);
    post("reset-password", Map.of("token", link.group(1), "password", OTHER))
        .expectProblem(400, "link_not_valid");
  }

  @Test
  void whoGuessesFromElsewhereLocksNobodyOut() {
    Answer registered = register();
    ApiClient attacker = server.client();
    for (int i = 0; i < 5; i++) {
      login(attacker, "not the password").expectProblem(401, "invalid_credentials");
    }
    Answer delayed = login(attacker, ApiClient.PASSWORD); // not even the right one is looked at
    delayed.expectProblem(429, "sign_in_delayed");
    int wait = Integer.parseInt(delayed.header("Retry-After"));
    assertTrue(wait > 20 && wait <= 30, delayed.header("Retry-After"));

    login(server.client(), ApiClient.PASSWORD).expect(200); // from another network
    ApiClient sameNetwork = attacker.with("Cookie", device(registered));
    login(sameNetwork, ApiClient.PASSWORD).expect(200); // from a device that is known
    login(attacker, ApiClient.PASSWORD).expectProblem(429, "sign_in_delayed");
    login(attacker.with("Cookie", "known_device=made-up"), ApiClient.PASSWORD)
        .expectProblem(429, "sign_in_delayed");
  }

  @Test
  void anAttackFromManyNetworksIsSlowedButNotForKnownDevices() {
    Answer registered = register();
    for (int i = 0; i < 50; i++) {
      login(server.client(), "not the password").expectProblem(401, "invalid_credentials");
    }
    login(server.client(), "not the password").expectProblem(429, "sign_in_delayed");
    login(server.client().with("Cookie", device(registered)), ApiClient.PASSWORD).expect(200);
  }

  @Test
  void anUnknownAddressIsSlowedAlike() {
    ApiClient attacker = server.client();
    for (int i = 0; i < 5; i++) {
      login(attacker, "not the password").expectProblem(401, "invalid_credentials");
    }
    login(attacker, "not the password").expectProblem(429, "sign_in_delayed");
  }

  @Test
  void manyGuessesAtOnceAreNotFree() {
    register();
    ApiClient attacker = server.client();
    long looked =
        java.util.stream.IntStream.range(0, 30)
            .parallel()
            .filter(i -> login(attacker, "not the password").status() == 401)
            .count();
    assertEquals(5, looked);
  }

  private Answer register() {
    return post("register", Map.of("email", email, "password", ApiClient.PASSWORD)).expect(201);
  }

  private Answer post(String path, Object body) {
    return server.client().post("/api/v1/auth/" + path, body);
  }

  private Answer login(ApiClient client, String password) {
    return client.post("/api/v1/auth/login", Map.of("email", email, "password", password));
  }

  private Answer change(ApiClient client, String current, String replacement) {
    return client.post(
        "/api/v1/users/me/password",
        Map.of("currentPassword", current, "newPassword", replacement));
  }

  private Answer refresh(Answer signedIn) {
    return server
        .client()
        .with("Cookie", cookie(signedIn, "refresh_token"))
        .post("/api/v1/auth/refresh", null);
  }

  private static String device(Answer signedIn) {
    String cookie = cookie(signedIn, "known_device");
    assertFalse(cookie.contains("@"));
    return cookie;
  }

  private static String cookie(Answer answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  private static String accessToken(Answer answer) {
    return answer.json().path("accessToken").asText();
  }

  private static String field(Answer answer) {
    answer.expectProblem(400, "validation_failed");
    return answer.json().path("errors").path(0).path("field").asText();
  }

  /** The part of the log that is about mail to this address. */
  private String mails() {
    String log = TestServer.sharedLogs().replace("\\/", "/");
    int first = log.indexOf("Mail to " + email);
    return first < 0 ? "" : log.substring(first);
  }
}
