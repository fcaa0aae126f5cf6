package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Colleague;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The mail is in the log, where a local server writes it. */
class InvitationsIT {

  private static final String MEMBERS = "/api/v1/workspace/members";
  private static final String INVITATIONS = "/api/v1/workspace/invitations";
  private static final String ACCEPT = "/api/v1/auth/accept-invitation";
  private static final String SWITCH = "/api/v1/auth/switch-workspace";
  private static final String WORKSPACES = "/api/v1/users/me/workspaces";
  private static final String OTHER = "a quiet lamp in the harbour";

  private final TestServer server = TestServer.shared();
  private final ApiClient owner = server.member();
  private final String email = ApiClient.newEmail();

  @Test
  void whoHasNoAccountOpensOneWithTheInvitation() {
    JsonNode invitation = invite(email.toUpperCase(java.util.Locale.ROOT), "ADMIN");
    assertEquals(email, invitation.path("email").asText());
    assertEquals(invitation, owner.get(INVITATIONS).expect(200).json().at("/items/0"));
    String token = token(email);
    accept(server.client(), Map.of("token", token)).expectProblem(400, "validation_failed");

    Answer joined =
        accept(server.client(), Map.of("token", token, "name", "Ben", "password", OTHER))
            .expect(200);
    assertEquals("ADMIN", joined.json().at("/workspace/role").asText());
    assertEquals(workspaceOf(owner), joined.json().at("/workspace/id").asText());
    ApiClient ben = server.client().withToken(joined.json().path("accessToken").asText());
    assertEquals(2, ben.get(MEMBERS).expect(200).json().path("items").size());
    assertTrue(ben.get("/api/v1/users/me").json().path("emailVerified").asBoolean());
    assertEquals(1, ben.get(WORKSPACES).expect(200).json().path("items").size());
    assertEquals(0, owner.get(INVITATIONS).json().path("items").size());
    login(email, OTHER).expect(200);

    accept(server.client(), Map.of("token", token, "password", OTHER))
        .expectProblem(400, "link_not_valid");
    String log = owner.get("/api/v1/audit").expect(200).text();
    assertTrue(log.contains("member.invited") && log.contains("member.joined"), log);
    assertFalse(log.contains(email), "an address is nothing for the log");
  }

  @Test
  void whoHasAnAccountJoinsWithItAndGoesToAndFro() {
    Answer registered = register(email);
    ApiClient ben = server.client().withToken(registered.json().path("accessToken").asText());
    String own = workspaceOf(ben);
    invite(email, "MEMBER");
    String token = token(email);
    accept(server.client(), Map.of("token", token, "password", OTHER))
        .expectProblem(409, "email_taken");
    accept(server.member(), Map.of("token", token)).expectProblem(409, "email_taken");

    Answer joined =
        accept(ben.with("Cookie", "refresh_token=" + cookie(registered)), Map.of("token", token))
            .expect(200);
    assertEquals(workspaceOf(owner), joined.json().at("/workspace/id").asText());
    refresh(cookie(registered)).expectProblem(401, "unauthenticated");

    Answer back = switchTo(cookie(joined), own).expect(200);
    assertEquals("OWNER", back.json().at("/workspace/role").asText());
    ApiClient there = server.client().withToken(back.json().path("accessToken").asText());
    JsonNode workspaces = there.get(WORKSPACES).expect(200).json().path("items");
    assertEquals(List.of("OWNER", "MEMBER"), workspaces.findValuesAsText("role"));
    assertTrue(workspaces.get(0).path("current").asBoolean());
    assertFalse(workspaces.get(1).path("current").asBoolean());
    assertEquals(own, refresh(cookie(back)).expect(200).json().at("/workspace/id").asText());
  }

  @Test
  void nobodyGoesWhereTheyAreNoMember() {
    Answer registered = register(email);
    switchTo(cookie(registered), workspaceOf(owner)).expectProblem(404, "not_found");
    switchTo("garbage", workspaceOf(owner)).expectProblem(401, "unauthenticated");
    refresh(cookie(registered)).expect(200); // it was not used up
  }

  @Test
  void theAnswerDoesNotTellWhetherThereIsAnAccount() {
    server.client().registered(email);
    JsonNode known = invite(email, "MEMBER");
    JsonNode unknown = invite(ApiClient.newEmail(), "MEMBER");
    assertEquals(fields(known), fields(unknown));
  }

  @Test
  void anInvitationThatIsRevokedReplacedOrExpiredIsGoodForNothing() {
    String id = invite(email, "MEMBER").path("id").asText();
    String revoked = token(email);
    ApiClient stranger = server.member();
    stranger.delete(INVITATIONS + "/" + id).expectProblem(404, "not_found");
    owner.delete(INVITATIONS + "/" + id).expect(204);
    owner.delete(INVITATIONS + "/" + id).expectProblem(404, "not_found");
    notGood(revoked);

    invite(email, "MEMBER");
    String replaced = token(email, revoked);
    invite(email, "ADMIN");
    String last = token(email, revoked, replaced);
    notGood(replaced);
    assertEquals(1, owner.get(INVITATIONS).json().path("items").size());

    server.execute("UPDATE invitation SET expires_at = now() WHERE email = '%s'".formatted(email));
    notGood(last);
    assertEquals(0, owner.get(INVITATIONS).json().path("items").size());
    notGood("made-up");
    login(email, OTHER).expectProblem(401, "invalid_credentials");
  }

  @Test
  void ofManyWhoAcceptAtOnceOneGetsIn() {
    invite(email, "MEMBER");
    Map<String, String> body = Map.of("token", token(email), "password", OTHER);
    List<CompletableFuture<Answer>> calls =
        java.util.stream.Stream.generate(server::client)
            .limit(4)
            .map(client -> CompletableFuture.supplyAsync(() -> accept(client, body)))
            .toList();
    List<Integer> statuses = calls.stream().map(call -> call.join().status()).sorted().toList();
    assertEquals(200, statuses.get(0), statuses.toString());
    assertTrue(statuses.get(1) >= 400 && statuses.get(3) < 500, statuses.toString());
    assertEquals(2, owner.get(MEMBERS).json().path("items").size());
  }

  @Test
  void onlyWhoMayInvites() {
    Colleague admin = Colleague.of(server, owner, "ADMIN");
    Colleague member = Colleague.of(server, owner, "MEMBER");
    Map<String, String> body = Map.of("email", email, "role", "MEMBER");
    member.api().post(MEMBERS, body).expectProblem(403, "forbidden");
    admin.api().post(MEMBERS, body).expect(201);
    admin
        .api()
        .post(MEMBERS, Map.of("email", email, "role", "OWNER"))
        .expectProblem(400, "validation_failed");
    owner
        .post(MEMBERS, Map.of("email", member.email(), "role", "ADMIN"))
        .expectProblem(409, "conflict");
    owner
        .post(MEMBERS, Map.of("email", "nobody", "role", "ADMIN"))
        .expectProblem(400, "validation_failed");
  }

  @Test
  void whoHasNoWorkspaceLeftSignsInToOneOfTheirOwn() {
    Colleague ben = Colleague.of(server, owner, "MEMBER");
    Answer before = login(ben.email(), ApiClient.PASSWORD).expect(200);
    owner.delete(ben.path()).expect(204);
    refresh(cookie(before)).expectProblem(401, "unauthenticated");
    JsonNode after = login(ben.email(), ApiClient.PASSWORD).expect(200).json();
    assertEquals("OWNER", after.at("/workspace/role").asText());
    assertFalse(after.at("/workspace/id").asText().equals(workspaceOf(owner)));
  }

  @Test
  void aDeviceOfSomebodyWhoWasRemovedGoesOnInAnotherWorkspaceOfTheirs() {
    Answer registered = register(email);
    ApiClient ben = server.client().withToken(registered.json().path("accessToken").asText());
    String own = workspaceOf(ben);
    invite(email, "MEMBER");
    Answer joined = accept(ben, Map.of("token", token(email))).expect(200);
    String member = owner.get(MEMBERS).expect(200).json().at("/items/1/id").asText();
    owner.delete(MEMBERS + "/" + member).expect(204);
    Answer next = refresh(cookie(joined)).expect(200);
    assertEquals(own, next.json().at("/workspace/id").asText());
    assertEquals(own, refresh(cookie(next)).expect(200).json().at("/workspace/id").asText());
  }

  private JsonNode invite(String address, String role) {
    return owner.post(MEMBERS, Map.of("email", address, "role", role)).expect(201).json();
  }

  private static Answer accept(ApiClient who, Map<String, String> body) {
    return who.post(ACCEPT, body);
  }

  private void notGood(String token) {
    accept(server.client(), Map.of("token", token, "password", OTHER))
        .expectProblem(400, "link_not_valid");
  }

  private Answer register(String address) {
    return server
        .client()
        .post("/api/v1/auth/register", Map.of("email", address, "password", ApiClient.PASSWORD))
        .expect(201);
  }

  private Answer login(String address, String password) {
    return server
        .client()
        .post("/api/v1/auth/login", Map.of("email", address, "password", password));
  }

  private Answer refresh(String token) {
    return server
        .client()
        .with("Cookie", "refresh_token=" + token)
        .post("/api/v1/auth/refresh", null);
  }

  private Answer switchTo(String token, String workspace) {
    return server
        .client()
        .with("Cookie", "refresh_token=" + token)
        .post(SWITCH, Map.of("workspaceId", workspace));
  }

  private static String workspaceOf(ApiClient who) {
    return who.get("/api/v1/workspace").expect(200).json().path("id").asText();
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new java.util.ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String cookie(Answer answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("refresh_token="))
        .map(cookie -> cookie.substring("refresh_token=".length(), cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  /** The token of the link that was sent to an address, other than these. */
  private String token(String address, String... others) {
    Pattern pattern =
        Pattern.compile(
            "Mail to " + Pattern.quote(address) + ".{0,1500}?/#/join/([\\w-]{43})", Pattern.DOTALL);
    String[] found = {""};
    assertTrue(
        Eventually.isTrue(
            () -> {
              Matcher mail = pattern.matcher(server.log().replace("\\/", "/"));
              while (mail.find()) {
                if (!List.of(others).contains(mail.group(1))) {
                  found[0] = mail.group(1);
                }
              }
              return !found[0].isEmpty();
            }),
        "no mail to " + address);
    return found[0];
  }
}
