package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Colleague;
import dev.repartee.testing.Counted;
import dev.repartee.testing.Promptly;
import dev.repartee.testing.TestServer;
import dev.repartee.testing.TestSocket;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TeamIT {

  private static final String MEMBERS = "/api/v1/workspace/members";
  private static final String TRANSFER = "/api/v1/workspace/transfer";
  private static final int ROUNDS = 20;

  private final TestServer server = TestServer.shared();
  private final ApiClient owner = server.member();

  @Test
  void aMemberIsReadPromotedAndDemoted() {
    Colleague ben = colleague("MEMBER");
    ben.api().get("/api/v1/audit").expectProblem(403, "forbidden");

    Answer promoted = owner.patch(ben.path(), Map.of("role", "ADMIN")).expect(200);
    assertEquals("ADMIN", promoted.json().path("role").asText());
    ben.api().get("/api/v1/audit").expect(200);
    owner.patch(ben.path(), Map.of("role", "MEMBER")).expect(200);
    ben.api().get("/api/v1/audit").expectProblem(403, "forbidden");

    List<String> listed = ben.api().get(MEMBERS).expect(200).json().findValuesAsText("email");
    assertTrue(listed.contains(ben.email()) && listed.size() == 2, listed.toString());
    String log = owner.get("/api/v1/audit?subjectType=member").expect(200).text();
    assertTrue(log.contains("member.role_changed") && log.contains(ben.memberId()), log);
  }

  @Test
  void aChangeIsMeantForTheStateThatWasRead() {
    Colleague ben = colleague("MEMBER");
    String tag = owner.get(ben.path()).expect(200).header("ETag");
    owner.with("If-Match", tag).patch(ben.path(), Map.of("role", "ADMIN")).expect(200);
    owner
        .with("If-Match", tag)
        .patch(ben.path(), Map.of("role", "MEMBER"))
        .expectProblem(412, "precondition_failed");
    owner.with("If-Match", tag).delete(ben.path()).expectProblem(412, "precondition_failed");
    assertEquals("ADMIN", ben.roleSeenBy(owner));
  }

  @Test
  void anAdminNeitherTouchesAnOwnerNorMakesOne() {
    Colleague admin = colleague("ADMIN");
    Colleague ben = colleague("MEMBER");
    String ownPath = MEMBERS + "/" + memberId(owner);

    admin.api().patch(ownPath, Map.of("role", "MEMBER")).expectProblem(403, "forbidden");
    admin.api().delete(ownPath).expectProblem(403, "forbidden");
    admin.api().patch(ben.path(), Map.of("role", "OWNER")).expectProblem(400, "validation_failed");
    admin
        .api()
        .post(TRANSFER, Map.of("memberId", admin.memberId(), "password", ApiClient.PASSWORD))
        .expectProblem(403, "forbidden");
    admin.api().patch(ben.path(), Map.of("role", "ADMIN")).expect(200);
    admin.api().delete(ben.path()).expect(204);
    assertEquals(List.of("OWNER", "ADMIN"), roles());
  }

  @Test
  void whoIsRemovedLosesTheWorkspaceWithTokenKeyAndSocketOnEveryInstance() {
    Colleague ben = colleague("ADMIN");
    TestServer other = TestServer.strict();
    String key = key(ben.api());
    ApiClient thereByToken = other.client().withToken(ben.api().token());
    ApiClient thereByKey = other.client().withToken(key);
    thereByToken.get(MEMBERS).expect(200);
    thereByKey.get("/api/v1/sessions").expect(200);
    try (TestSocket here = socket(server, ben.api().token());
        TestSocket hereByKey = socket(server, key);
        TestSocket there = socket(other, ben.api().token())) {
      owner.delete(ben.path()).expect(204);
      Instant removed = Instant.now();
      assertEquals(1008, here.awaitClosed().code());
      assertEquals(1008, hereByKey.awaitClosed().code());
      assertEquals(1008, there.awaitClosed().code());
      Promptly.isGone("a removed member's sockets", removed);
      Promptly.answers("token", removed, () -> thereByToken.get(MEMBERS), 401);
      Promptly.answers("key", removed, () -> thereByKey.get("/api/v1/sessions"), 401);
    }
    ben.api().get(MEMBERS).expectProblem(401, "unauthenticated");
    assertTrue(owner.get("/api/v1/audit?subjectType=member").text().contains("member.removed"));
  }

  @Test
  void whoIsDemotedIsALesserMemberOnEveryInstance() {
    Colleague ben = colleague("ADMIN");
    TestServer other = TestServer.strict();
    ApiClient there = other.client().withToken(ben.api().token());
    ApiClient thereByKey = other.client().withToken(key(ben.api(), "audit:read"));
    there.get("/api/v1/audit").expect(200);
    thereByKey.get("/api/v1/audit").expect(200);
    owner.patch(ben.path(), Map.of("role", "MEMBER")).expect(200);
    Instant demoted = Instant.now();
    Promptly.answers("demotion", demoted, () -> there.get("/api/v1/audit"), 403);
    Promptly.answers("key's", demoted, () -> thereByKey.get("/api/v1/audit"), 403);
    there.get(MEMBERS).expect(200);
  }

  @Test
  void theLastOwnerStays() {
    Colleague ben = colleague("ADMIN");
    String ownPath = MEMBERS + "/" + memberId(owner);
    owner.delete(MEMBERS + "/me").expectProblem(409, "last_owner");
    owner.delete(ownPath).expectProblem(409, "last_owner");
    owner.patch(ownPath, Map.of("role", "ADMIN")).expectProblem(409, "last_owner");
    owner.delete("/api/v1/users/me").expectProblem(409, "last_owner");
    ben.api().delete(MEMBERS + "/me").expect(204);
    assertEquals(List.of("OWNER"), roles());
    assertTrue(owner.get("/api/v1/audit?subjectType=member").text().contains("member.left"));
  }

  @Test
  void aWorkspaceIsHandedOverByWhoProvesToBeItsOwner() {
    Colleague ben = colleague("MEMBER");
    owner
        .post(TRANSFER, Map.of("memberId", ben.memberId(), "password", "not the password"))
        .expectProblem(403, "proof_required");
    owner
        .post(TRANSFER, Map.of("memberId", memberId(owner), "password", ApiClient.PASSWORD))
        .expectProblem(400, "validation_failed");
    server.execute(
        "UPDATE refresh_token SET signed_in_at = now() - interval '6 min' WHERE user_id ="
            + " (SELECT user_id FROM membership WHERE id = '%s')".formatted(memberId(owner)));
    owner.post(TRANSFER, Map.of("memberId", ben.memberId())).expectProblem(403, "proof_required");
    handOver(owner, ben, false);
    assertEquals(List.of("ADMIN", "OWNER"), roles());
    ben.api()
        .post(TRANSFER, Map.of("memberId", memberId(owner), "stayOwner", true))
        .expect(200); // has signed in a moment ago
    assertEquals(List.of("OWNER", "OWNER"), roles());
    owner.patch(ben.path(), Map.of("role", "ADMIN")).expect(200);
    handOver(owner, ben, false);
    owner
        .post(TRANSFER, Map.of("memberId", ben.memberId(), "password", ApiClient.PASSWORD))
        .expectProblem(403, "forbidden");
    String log = ben.api().get("/api/v1/audit?subjectType=member").expect(200).text();
    assertTrue(log.contains("workspace.transferred"), log);
  }

  @Test
  void twoOwnersWhoDemoteEachOtherLeaveOne() {
    Colleague ben = colleague("ADMIN");
    for (int round = 0; round < ROUNDS; round++) {
      ApiClient first = roles().get(0).equals("OWNER") ? owner : ben.api();
      Map<String, ?> both =
          Map.of(
              "memberId",
              first == owner ? ben.memberId() : memberId(owner),
              "password",
              ApiClient.PASSWORD,
              "stayOwner",
              true);
      first.post(TRANSFER, both).expect(200);
      assertEquals(List.of("OWNER", "OWNER"), roles());
      String own = MEMBERS + "/" + memberId(owner);
      List<CompletableFuture<Answer>> calls =
          List.of(
              CompletableFuture.supplyAsync(() -> demote(owner, ben.path())),
              CompletableFuture.supplyAsync(() -> demote(ben.api(), own)));
      List<Integer> statuses = new ArrayList<>();
      calls.forEach(call -> statuses.add(call.join().status()));
      statuses.sort(null);
      assertEquals(200, statuses.get(0), statuses.toString());
      assertTrue(statuses.get(1) >= 403, statuses.toString());
      assertEquals(1, roles().stream().filter("OWNER"::equals).count());
    }
    Counted.say("%d times two owners demoted each other, and one was left", ROUNDS);
  }

  @Test
  void membersOfAnotherWorkspaceAreNotThere() {
    Colleague ben = colleague("MEMBER");
    ApiClient stranger = server.member();
    stranger.get(ben.path()).expectProblem(404, "not_found");
    stranger.patch(ben.path(), Map.of("role", "ADMIN")).expectProblem(404, "not_found");
    stranger.delete(ben.path()).expectProblem(404, "not_found");
    stranger
        .post(TRANSFER, Map.of("memberId", ben.memberId(), "password", ApiClient.PASSWORD))
        .expectProblem(404, "not_found");
    assertEquals("MEMBER", ben.roleSeenBy(owner));
  }

  private Colleague colleague(String role) {
    return Colleague.of(server, owner, role);
  }

  private static Answer demote(ApiClient who, String path) {
    return who.patch(path, Map.of("role", "ADMIN"));
  }

  private static void handOver(ApiClient from, Colleague to, boolean stay) {
    from.post(
            TRANSFER,
            Map.of("memberId", to.memberId(), "password", ApiClient.PASSWORD, "stayOwner", stay))
        .expect(200);
  }

  private static String memberId(ApiClient who) {
    String user = who.get("/api/v1/users/me").expect(200).json().path("id").asText();
    for (var member : who.get(MEMBERS).expect(200).json().path("items")) {
      if (member.path("userId").asText().equals(user)) {
        return member.path("id").asText();
      }
    }
    throw new AssertionError("The caller is no member");
  }

  private List<String> roles() {
    return owner.get(MEMBERS).expect(200).json().findValuesAsText("role");
  }

  private static String key(ApiClient who, String... more) {
    List<String> scopes = new ArrayList<>(List.of("sessions:read"));
    scopes.addAll(List.of(more));
    return who.post("/api/v1/api-keys", Map.of("name", "Ben's", "scopes", scopes))
        .expect(201)
        .json()
        .path("key")
        .asText();
  }

  private static TestSocket socket(TestServer at, String token) {
    return TestSocket.connect(HttpClient.newHttpClient(), at.baseUrl()).authenticate(token);
  }
}
