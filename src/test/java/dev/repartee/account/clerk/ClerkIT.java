package dev.repartee.account.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.fakes.FakeClerk;
import dev.repartee.page.Browser;
import dev.repartee.page.Tab;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import dev.repartee.testing.TestSocket;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server whose accounts Clerk keeps. */
class ClerkIT extends ClerkFixture {

  @Test
  void whoComesForTheFirstTimeGetsOneAccountHoweverManyRequestsCome() {
    String user = CLERK.user();
    List<CompletableFuture<Answer>> first =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> as(user).get("/api/v1/users/me")))
            .limit(8)
            .toList();
    List<JsonNode> accounts = first.stream().map(call -> call.join().expect(200).json()).toList();
    assertEquals(1, accounts.stream().map(one -> one.get("id").asText()).distinct().count());
    assertEquals(user + "@example.com", accounts.get(0).get("email").asText());
    assertEquals("Ann", accounts.get(0).get("name").asText());
    assertEquals("OWNER", accounts.get(0).get("role").asText());
    assertEquals(
        "Ann's workspace",
        as(user).get("/api/v1/workspace").expect(200).json().get("name").asText());
    assertEquals(
        1,
        as(user).get("/api/v1/audit").expect(200).json().findValuesAsText("action").stream()
            .filter("account.registered"::equals)
            .count());
  }

  @Test
  void anOrganizationIsAWorkspaceAndItsRolesAreOurs() {
    String organization = "org_" + UUID.randomUUID().toString().replace("-", "");
    String boss = CLERK.user();
    String member = CLERK.user();
    String admin = CLERK.user();
    expectRole("OWNER", as(CLERK.token(boss, organization, "admin")));
    expectRole("MEMBER", as(CLERK.token(member, organization, "member")));
    expectRole("ADMIN", as(CLERK.token(admin, organization, "admin")));
    expectRole("ADMIN", as(CLERK.token(member, organization, "admin")));
    expectRole("OWNER", as(boss));
    JsonNode team =
        as(CLERK.token(boss, organization, "admin"))
            .get("/api/v1/workspace/members")
            .expect(200)
            .json()
            .get("items");
    assertEquals(3, team.size());
    assertEquals(
        "the-team",
        as(CLERK.token(admin, organization, "admin"))
            .get("/api/v1/workspace")
            .json()
            .get("name")
            .asText());
  }

  @Test
  void manyWhoComeAtOnceMakeOneWorkspaceOfAnOrganization() {
    String organization = "org_" + UUID.randomUUID().toString().replace("-", "");
    List<CompletableFuture<String>> calls =
        Stream.generate(CLERK::user)
            .limit(6)
            .map(
                user ->
                    CompletableFuture.supplyAsync(
                        () ->
                            as(CLERK.token(user, organization, "admin"))
                                .get("/api/v1/users/me")
                                .expect(200)
                                .json()
                                .get("workspaceId")
                                .asText()))
            .toList();
    assertEquals(1, calls.stream().map(CompletableFuture::join).distinct().count());
  }

  @Test
  void whatIsNoGoodTokenIsRefused() {
    String user = CLERK.user();
    as(user).get("/api/v1/users/me").expect(200);
    String good = CLERK.token(user);
    List<String> bad =
        List.of(
            "x",
            good.substring(0, good.length() - 2),
            good + "A",
            CLERK.sign(CLERK.claims(user).issuer("https://clerk.evil.example").build()),
            CLERK.sign(CLERK.claims(user).claim("azp", "https://evil.example").build()),
            CLERK.sign(CLERK.claims(user).audience("others").build()),
            CLERK.token("user_whoIsNotThere"),
            TestServer.shared().member().token());
    for (String token : bad) {
      server
          .client()
          .withToken(token)
          .get("/api/v1/users/me")
          .expectProblem(401, "unauthenticated");
    }
  }

  @Test
  void aNewKeyIsFoundAndAnOutageIsOutlived() {
    String user = CLERK.user();
    as(user).get("/api/v1/users/me").expect(200);
    String before = CLERK.token(user);
    CLERK.rollOver();
    assertTrue(
        Eventually.isTrue(() -> as(user).get("/api/v1/users/me").status() == 200), "a new key");
    server.client().withToken(before).get("/api/v1/users/me").expectProblem(401, "unauthenticated");

    String stranger = CLERK.user();
    int calls = CLERK.keyCalls();
    for (FakeClerk.Mood mood : List.of(FakeClerk.Mood.FAILING, FakeClerk.Mood.HANGING)) {
      CLERK.mood(mood);
      as(user).get("/api/v1/users/me").expect(200);
      long begun = System.nanoTime();
      as(stranger).get("/api/v1/users/me").expectProblem(503, "unavailable");
      assertTrue(System.nanoTime() - begun < 10_000_000_000L, "nobody waits for long");
    }
    CLERK.mood(FakeClerk.Mood.WELL);
    as(stranger).get("/api/v1/users/me").expect(200);
    assertEquals(calls, CLERK.keyCalls(), "its keys are known");
  }

  @Test
  void anAccountFromBeforeIsTakenOverByWhoHasItsAddressOnlyIfThatWasVerifiedHereToo() {
    String user = CLERK.user();
    String email = user + "@example.com";
    UUID before = UUID.randomUUID();
    server.execute(
        """
        INSERT INTO workspace (id, name, created_at, updated_at) VALUES ('%1$s', 'w', now(), now());
        INSERT INTO app_user (id, email, password_hash, created_at, updated_at)
          VALUES ('%1$s', '%2$s', '-', now(), now());
        INSERT INTO membership (id, workspace_id, user_id, role, created_at)
          VALUES ('%1$s', '%1$s', '%1$s', 'OWNER', now());
        """
            .formatted(before, email));
    as(user).get("/api/v1/users/me").expectProblem(401, "unauthenticated");
    server.execute("UPDATE app_user SET email_verified_at = now() WHERE id = '" + before + "'");
    assertEquals(before.toString(), me(user).get("id").asText());
    assertEquals(before.toString(), me(user).get("workspaceId").asText());
  }

  @Test
  void theWebSocketTakesItsTokens() throws Exception {
    String user = CLERK.user();
    try (TestSocket socket = TestSocket.connect(HttpClient.newHttpClient(), server.baseUrl())) {
      socket.authenticate(CLERK.token(user));
    }
  }

  @Test
  void signingInHereSaysWhereToSignIn() {
    Map<String, String> account =
        Map.of("email", ApiClient.newEmail(), "password", ApiClient.PASSWORD);
    for (String path : List.of("register", "login")) {
      server.client().post("/api/v1/auth/" + path, account).expectProblem(403, "sign_in_elsewhere");
    }
    server.client().post("/api/v1/auth/refresh", null).expectProblem(403, "sign_in_elsewhere");
  }

  @Test
  void thePageOffersNoFormThatCanNotWork() throws Exception {
    assertEquals(
        "clerk",
        server.client().get("/api/v1/auth/provider").expect(200).json().get("provider").asText());
    try (Browser browser = Browser.startOrSkip();
        Tab tab = browser.open(browser.newPerson())) {
      tab.go(server.baseUrl().resolve("/"));
      tab.see("h2", "Sign in elsewhere");
      assertEquals(List.of(), tab.texts("form"));
      assertEquals(List.of(), tab.complaints());
    }
  }
}
