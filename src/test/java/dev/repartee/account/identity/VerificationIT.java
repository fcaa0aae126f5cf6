package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.fakes.FakeResend;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server on which addresses have to be confirmed, and that sends its mail. */
class VerificationIT {

  private static final String OTHER = "a quiet lamp in the harbour";
  private static final FakeResend VENDOR = new FakeResend();
  private static TestServer server;

  private final String email = ApiClient.newEmail();

  @BeforeAll
  static void start() {
    Map<String, String> variables = new HashMap<>(VENDOR.variables());
    variables.put("EMAIL_VERIFICATION", "required");
    variables.put("FRONTEND_URL", "https://app.example.com");
    variables.put("DATABASE_POOL_SIZE", "8");
    variables.put("PASSWORD_HASH_CONCURRENCY", "1");
    for (String limit : List.of("LOGIN", "REGISTER", "RECOVERY", "MAX", "MEMBER")) {
      variables.put("RATE_LIMIT_" + limit, "1000000");
    }
    server = TestServer.startForManyCalls("verification", variables);
  }

  @AfterAll
  static void stop() {
    server.close();
    VENDOR.close();
  }

  @Test
  void anAccountIsOfUseOnceItsAddressIsConfirmed() {
    assertEquals("check_your_mail", register(email, ApiClient.PASSWORD).path("status").asText());
    FakeResend.Mail mail = VENDOR.awaitMail(email, 0);
    assertEquals("Confirm your e-mail address", mail.subject());
    assertTrue(mail.text().contains("https://app.example.com/#/verify-email/"), mail.text());
    login("not the password").expectProblem(401, "invalid_credentials");
    login(ApiClient.PASSWORD).expectProblem(403, "email_not_verified");
    confirm(mail.token()).expect(204);
    confirm(mail.token()).expectProblem(400, "link_not_valid");
    Answer signedIn = login(ApiClient.PASSWORD).expect(200);
    ApiClient me = server.client().withToken(signedIn.json().path("accessToken").asText());
    assertTrue(me.get("/api/v1/users/me").json().path("emailVerified").asBoolean());
    me.post("/api/v1/users/me/verification", null).expectProblem(409, "conflict");
  }

  @Test
  void registeringDoesNotTellWhetherAnAddressHasAnAccount() {
    openAccount();
    Answer taken = post("register", Map.of("email", email, "password", OTHER)).expect(202);
    Answer free =
        post("register", Map.of("email", ApiClient.newEmail(), "password", OTHER)).expect(202);
    assertEquals(free.text(), taken.text());
    assertEquals(free.headers().map().keySet(), taken.headers().map().keySet());
    assertEquals("You already have an account", VENDOR.awaitMail(email, 1).subject());
    login(OTHER).expectProblem(401, "invalid_credentials");
    login(ApiClient.PASSWORD).expect(200);
  }

  @Test
  void whoRegistersWithTheAddressOfAnotherDoesNotGetTheirAccount() {
    register(email, OTHER); // somebody else, before the owner does
    VENDOR.awaitMail(email, 0);
    register(email, ApiClient.PASSWORD);
    String own = VENDOR.awaitMail(email, 1).token();
    register(email, OTHER + "!"); // and after
    VENDOR.awaitMail(email, 2);
    confirm(own).expect(204);
    login(OTHER).expectProblem(401, "invalid_credentials");
    login(OTHER + "!").expectProblem(401, "invalid_credentials");
    login(ApiClient.PASSWORD).expect(200);
    confirm(VENDOR.mailsTo(email).get(2).token()).expectProblem(400, "link_not_valid");
  }

  @Test
  void aForgottenPasswordIsResetOnceByWhoReadsTheMail() {
    openAccount();
    Answer known = post("forgot-password", Map.of("email", email)).expect(202);
    String unknown = ApiClient.newEmail();
    Answer nobody = post("forgot-password", Map.of("email", unknown)).expect(202);
    assertEquals(nobody.text(), known.text());
    FakeResend.Mail mail = VENDOR.awaitMail(email, 1);
    reset(mail.token(), "password123!").expectProblem(400, "validation_failed");
    reset(mail.token(), OTHER).expect(204);
    reset(mail.token(), ApiClient.PASSWORD).expectProblem(400, "link_not_valid");
    login(ApiClient.PASSWORD).expectProblem(401, "invalid_credentials");
    login(OTHER).expect(200);
    assertEquals("Your password was changed", VENDOR.awaitMail(email, 2).subject());
    assertEquals(List.of(), VENDOR.mailsTo(unknown));
  }

  @Test
  void aResetOfManyAtOnceHappensOnce() {
    openAccount();
    post("forgot-password", Map.of("email", email)).expect(202);
    String token = VENDOR.awaitMail(email, 1).token();
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String password = OTHER + i;
      calls.add(CompletableFuture.supplyAsync(() -> reset(token, password).status()));
    }
    List<Integer> statuses = calls.stream().map(CompletableFuture::join).sorted().toList();
    assertEquals(List.of(204, 400, 400, 400, 400, 400), statuses);
  }

  @Test
  void whoResetsThePasswordHasConfirmedTheAddress() {
    register(email, ApiClient.PASSWORD);
    VENDOR.awaitMail(email, 0);
    post("forgot-password", Map.of("email", email)).expect(202);
    reset(VENDOR.awaitMail(email, 1).token(), OTHER).expect(204);
    login(OTHER).expect(200);
  }

  @Test
  void aMailboxIsNotFlooded() {
    openAccount();
    for (int i = 0; i < 20; i++) {
      post("forgot-password", Map.of("email", email)).expect(202);
    }
    VENDOR.awaitMail(email, 1);
    openAccount(ApiClient.newEmail()); // later jobs are done: there is none left of the twenty
    assertEquals(2, VENDOR.mailsTo(email).size());
  }

  @Test
  void aMailIsTriedAgainAndThenDelivered() {
    VENDOR.enqueue(503);
    openAccount();
  }

  @Test
  void whoWaitsForHashingHoldsNoConnection() {
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Map<String, String> body =
          Map.of("email", ApiClient.newEmail(), "password", "not the password");
      ApiClient client = server.client();
      calls.add(
          CompletableFuture.supplyAsync(
              () -> client.post("/api/v1/auth/login", body).status(),
              task -> new Thread(task).start()));
    }
    List<Long> held = new ArrayList<>();
    while (calls.stream().anyMatch(call -> !call.isDone())) {
      held.add(
          Long.parseLong(
              server
                  .query(
                      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                          + " AND state LIKE 'idle in transaction%'")
                  .get(0)));
      LockSupport.parkNanos(5_000_000);
    }
    List<Long> sorted = held.stream().sorted().toList();
    assertTrue(sorted.size() > 10, "looked " + sorted.size() + " times");
    assertTrue(sorted.get(sorted.size() / 2) <= 1, held.toString());
    assertTrue(calls.stream().allMatch(call -> call.join() == 401 || call.join() == 503));
  }

  @Test
  void whatIsSentIsSealedInTheTableOfJobs() {
    post("forgot-password", Map.of("email", email)).expect(202);
    List<String> rows =
        server.query("SELECT payload::text FROM job UNION ALL SELECT payload::text FROM done_job");
    assertFalse(rows.stream().anyMatch(row -> row.contains(email)), rows.toString());
  }

  private void openAccount() {
    openAccount(email);
  }

  private static void openAccount(String address) {
    register(address, ApiClient.PASSWORD);
    confirm(VENDOR.awaitMail(address, 0).token()).expect(204);
  }

  private static com.fasterxml.jackson.databind.JsonNode register(String email, String password) {
    return post("register", Map.of("email", email, "password", password)).expect(202).json();
  }

  private static Answer confirm(String token) {
    return post("verify-email", Map.of("token", token));
  }

  private static Answer reset(String token, String password) {
    return post("reset-password", Map.of("token", token, "password", password));
  }

  private static Answer post(String path, Object body) {
    return server.client().post("/api/v1/auth/" + path, body);
  }

  private Answer login(String password) {
    return post("login", Map.of("email", email, "password", password));
  }
}
