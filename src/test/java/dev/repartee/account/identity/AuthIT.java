package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.TestServer;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AuthIT {

  private final TestServer server = TestServer.shared();
  private final ApiClient nobody = server.client();

  @Test
  void registersAndIsKnownAtOnce() {
    String email = ApiClient.newEmail();
    Answer answer =
        nobody
            .post(
                "/api/v1/auth/register",
                Map.of(
                    "email",
                    email.toUpperCase(java.util.Locale.ROOT),
                    "password",
                    ApiClient.PASSWORD,
                    "name",
                    "Ann",
                    "workspaceName",
                    "Front desk"))
            .expect(201);
    assertEquals("Bearer", answer.json().path("tokenType").asText());
    assertEquals(900, answer.json().path("expiresIn").asInt());
    assertEquals(email, answer.json().path("user").path("email").asText());
    assertEquals("OWNER", answer.json().path("workspace").path("role").asText());

    ApiClient ann = nobody.withToken(answer.json().path("accessToken").asText());
    assertEquals("Ann", ann.get("/api/v1/users/me").expect(200).json().path("name").asText());
    assertEquals(
        "Front desk", ann.get("/api/v1/workspace").expect(200).json().path("name").asText());
  }

  @Test
  void anAddressHasOneAccountHoweverItIsWritten() {
    String email = ApiClient.newEmail();
    nobody.registered(email);
    nobody
        .post(
            "/api/v1/auth/register",
            Map.of(
                "email", email.toUpperCase(java.util.Locale.ROOT), "password", ApiClient.PASSWORD))
        .expectProblem(409, "email_taken");
  }

  @Test
  void twoRegistrationsAtOnceMakeOneAccount() {
    Map<String, String> body =
        Map.of("email", ApiClient.newEmail(), "password", ApiClient.PASSWORD);
    List<CompletableFuture<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ApiClient client = server.client();
      calls.add(CompletableFuture.supplyAsync(() -> client.post("/api/v1/auth/register", body)));
    }
    List<Integer> statuses = calls.stream().map(call -> call.join().status()).sorted().toList();
    assertEquals(List.of(201, 409, 409, 409), statuses);
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressLookTheSame() {
    String email = ApiClient.newEmail();
    nobody.registered(email);
    Answer wrong = login(email, "not the password");
    Answer unknown = login(ApiClient.newEmail(), "not the password");
    wrong.expectProblem(401, "invalid_credentials");
    unknown.expectProblem(401, "invalid_credentials");
    assertEquals(wrong.json().path("detail"), unknown.json().path("detail"));
    login(email, ApiClient.PASSWORD).expect(200);
  }

  @Test
  void weakInputIsNamedFieldByField() {
    Answer answer =
        nobody
            .post("/api/v1/auth/register", Map.of("email", "nobody", "password", "short"))
            .expectProblem(400, "validation_failed");
    assertEquals(
        List.of("email", "password"), answer.json().path("errors").findValuesAsText("field"));
  }

  @Test
  void theRefreshTokenIsOnlyInACookieOnlyTheAuthPathSees() {
    Answer answer = register();
    String cookie = answer.header("Set-Cookie");
    assertTrue(cookie.contains("HttpOnly"), cookie);
    assertTrue(cookie.contains("SameSite=Strict"), cookie);
    assertTrue(cookie.contains("Path=/api/v1/auth"), cookie);
    assertFalse(cookie.contains("Secure"), "local is not https");
    assertFalse(answer.text().contains(token(answer)));
    assertTrue(answer.header("Cache-Control").contains("no-store"));
  }

  @Test
  void refreshingReplacesBothTokens() {
    Answer first = register();
    Answer second = refresh(token(first)).expect(200);
    assertNotEquals(token(first), token(second));
    assertNotEquals(
        first.json().path("accessToken").asText(), second.json().path("accessToken").asText());
    refresh(token(second)).expect(200);
  }

  @Test
  void twoTabsThatRefreshAtOnceBothGoOn() {
    String token = token(register());
    CompletableFuture<Answer> one = CompletableFuture.supplyAsync(() -> refresh(token));
    CompletableFuture<Answer> two = CompletableFuture.supplyAsync(() -> refresh(token));
    assertEquals(200, one.join().status());
    assertEquals(200, two.join().status());
    assertNotEquals(token(one.join()), token(two.join()));
  }

  @Test
  void loggingOutEndsTheTokenAndItsSuccessors() {
    String token = token(register());
    String successor = token(refresh(token).expect(200));
    Answer out = nobody.with("Cookie", "refresh_token=" + token).post("/api/v1/auth/logout", null);
    out.expect(204);
    assertTrue(out.header("Set-Cookie").contains("Max-Age=0"), out.header("Set-Cookie"));
    refresh(successor).expectProblem(401, "unauthenticated");
    nobody.post("/api/v1/auth/logout", null).expect(204);
  }

  @Test
  void garbageIsNoRefreshToken() {
    nobody.post("/api/v1/auth/refresh", null).expectProblem(401, "unauthenticated");
    refresh("x".repeat(43)).expectProblem(401, "unauthenticated");
    refresh("x".repeat(5000)).expectProblem(401, "unauthenticated");
  }

  @Test
  void tamperedForeignAndUnsignedTokensAreRefused() throws Exception {
    String good = register().json().path("accessToken").asText();
    nobody.withToken(good).get("/api/v1/users/me").expect(200);
    SignedJWT jwt = SignedJWT.parse(good);
    String[] parts = good.split("\\.", -1);
    String otherSignature = parts[2].startsWith("A") ? "B" : "A";
    List<String> bad =
        List.of(
            "",
            "garbage",
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + otherSignature + parts[2].substring(1),
            foreign(jwt),
            new PlainJWT(jwt.getJWTClaimsSet()).serialize(),
            good + "x".repeat(5000));
    for (String token : bad) {
      Answer answer = nobody.withToken(token).get("/api/v1/users/me");
      answer.expectProblem(401, "unauthenticated");
      assertTrue(answer.header("WWW-Authenticate").startsWith("Bearer"));
    }
    for (String basic : List.of(good, "YWJj", "YTpi", "%", "")) {
      nobody.with("Authorization", "Basic " + basic).get("/api/v1/users/me").expect(401);
      nobody.with("Authorization", "Basic " + basic).get("/").expect(200);
    }
    nobody.get("/api/v1/users/me").expectProblem(401, "unauthenticated");
  }

  @Test
  void aDeletedAccountIsGoneWithItsTokens() {
    Answer answer = register();
    ApiClient member = nobody.withToken(answer.json().path("accessToken").asText());
    member.delete("/api/v1/users/me").expect(204);
    member.get("/api/v1/users/me").expectProblem(401, "unauthenticated");
    refresh(token(answer)).expectProblem(401, "unauthenticated");
    login(answer.json().path("user").path("email").asText(), ApiClient.PASSWORD)
        .expectProblem(401, "invalid_credentials");
  }

  @Test
  void aMemberChangesTheirNameAndTheirWorkspace() {
    ApiClient ann = server.member();
    assertEquals(
        "Ann",
        ann.patch("/api/v1/users/me", Map.of("name", "Ann"))
            .expect(200)
            .json()
            .path("name")
            .asText());
    ann.patch("/api/v1/workspace", Map.of("name", "Desk")).expect(200);
    assertEquals("Desk", ann.get("/api/v1/workspace").json().path("name").asText());
    ann.patch("/api/v1/users/me", Map.of()).expectProblem(400, "validation_failed");
    ann.patch("/api/v1/workspace", Map.of("name", " ")).expectProblem(400, "validation_failed");
  }

  @Test
  void membersAreListed() {
    ApiClient ann = server.member();
    Answer answer = ann.get("/api/v1/workspace/members?limit=1").expect(200);
    assertEquals(1, answer.json().path("items").size());
    assertTrue(answer.json().path("nextCursor").isMissingNode());
    ann.get("/api/v1/workspace/members?cursor=made-up").expectProblem(400, "validation_failed");
    ann.get("/api/v1/workspace/members?limit=101").expectProblem(400, "validation_failed");
  }

  private Answer register() {
    return server
        .client()
        .post(
            "/api/v1/auth/register",
            Map.of("email", ApiClient.newEmail(), "password", ApiClient.PASSWORD))
        .expect(201);
  }

  private Answer login(String email, String password) {
    return server.client().post("/api/v1/auth/login", Map.of("email", email, "password", password));
  }

  private Answer refresh(String token) {
    return server
        .client()
        .with("Cookie", "refresh_token=" + token)
        .post("/api/v1/auth/refresh", null);
  }

  private static String token(Answer answer) {
    String cookie = answer.header("Set-Cookie");
    return cookie.substring("refresh_token=".length(), cookie.indexOf(';'));
  }

  /** The same claims, signed with somebody else's key. */
  private static String foreign(SignedJWT jwt) throws JOSEException, ParseException {
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(jwt.getHeader().getType())
            .keyID(jwt.getHeader().getKeyID())
            .build();
    SignedJWT foreign = new SignedJWT(header, claims);
    foreign.sign(new MACSigner("somebody else's secret of 32 bytes or more"));
    return foreign.serialize();
  }
}
