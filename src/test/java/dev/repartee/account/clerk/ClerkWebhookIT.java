package dev.repartee.account.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.fakes.FakeClerk;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What Clerk tells by itself. */
class ClerkWebhookIT extends ClerkFixture {

  @Test
  void eventsKeepMembersInStep() {
    String id = "user_" + UUID.randomUUID().toString().replace("-", "");
    String email = ApiClient.newEmail();
    deliver("user.created", CLERK.user(id, email, "Ann", 1_000).toString()).expect(204);
    int calls = CLERK.userCalls();
    assertEquals("Ann", me(id).get("name").asText());
    assertEquals(calls, CLERK.userCalls(), "the event has told who it is");

    String changed = ApiClient.newEmail();
    deliver("user.updated", CLERK.user(id, changed, "Anna", 3_000).toString()).expect(204);
    deliver("user.updated", CLERK.user(id, email, "Ann", 2_000).toString()).expect(204);
    assertEquals("Anna", me(id).get("name").asText(), "the older event came later");
    assertEquals(changed, me(id).get("email").asText());

    String workspace = me(id).get("workspaceId").asText();
    deliver("user.deleted", "{\"id\":\"" + id + "\",\"deleted\":true}").expect(204);
    assertTrue(Eventually.isTrue(() -> as(id).get("/api/v1/users/me").status() == 401));
    assertEquals(List.of(), server.query("SELECT 1 FROM app_user WHERE email = '" + changed + "'"));
    assertEquals(List.of(), server.query("SELECT 1 FROM workspace WHERE id = '" + workspace + "'"));
    deliver("user.created", CLERK.user(id, email, "Ann", 4_000).toString()).expect(204);
    as(id).get("/api/v1/users/me").expectProblem(401, "unauthenticated");
  }

  @Test
  void whoLeavesAnOrganizationIsNotBroughtBackByATokenOfBefore() {
    String organization = "org_" + UUID.randomUUID().toString().replace("-", "");
    String boss = CLERK.user();
    String member = CLERK.user();
    as(CLERK.token(boss, organization, "admin")).get("/api/v1/users/me").expect(200);
    String token = CLERK.token(member, organization, "member");
    as(token).get("/api/v1/users/me").expect(200);
    String left =
        "{\"organization\":{\"id\":\"%s\",\"name\":\"The team\"},\"role\":\"org:member\",\"public_user_data\":{\"user_id\":\"%s\"}}"
            .formatted(organization, member);
    deliver("organizationMembership.deleted", left).expect(204);
    assertTrue(Eventually.isTrue(() -> as(token).get("/api/v1/users/me").status() == 401));
    as(member).get("/api/v1/users/me").expect(200);
    assertEquals(
        1,
        as(CLERK.token(boss, organization, "admin"))
            .get("/api/v1/workspace/members")
            .expect(200)
            .json()
            .get("items")
            .size());
  }

  @Test
  void anEventHasItsEffectOnce() {
    String id = "user_" + UUID.randomUUID().toString().replace("-", "");
    String message = "msg_" + UUID.randomUUID();
    String created =
        event("user.created", CLERK.user(id, ApiClient.newEmail(), "Ann", 1).toString());
    List<CompletableFuture<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      calls.add(CompletableFuture.supplyAsync(() -> deliver(message, now(), created)));
    }
    calls.forEach(call -> call.join().expect(204));
    assertEquals(
        List.of("1"),
        server.query("SELECT count(*) FROM clerk_webhook WHERE id = '" + message + "'"));
    String other = event("user.deleted", "{\"id\":\"" + id + "\"}");
    deliver(message, now(), other).expect(204);
    assertEquals("Ann", me(id).get("name").asText(), "the id was used before");
  }

  @Test
  void whatIsNotSignedByClerkOrTooOldIsRefused() {
    String body = event("user.deleted", "{\"id\":\"user_1\"}");
    String message = "msg_" + UUID.randomUUID();
    deliver(message, now() - 400, body).expectProblem(401, "unauthenticated");
    deliver(message, now() + 400, body).expectProblem(401, "unauthenticated");
    server.client().post(WEBHOOK, body).expectProblem(401, "unauthenticated");
    String signature = FakeClerk.signature(FakeClerk.WEBHOOK_SECRET, message, now(), body);
    sent(message, now(), signature, body + " ").expectProblem(401, "unauthenticated");
    sent(message + "x", now(), signature, body).expectProblem(401, "unauthenticated");
    deliver(message, now(), "[]").expectProblem(400, "malformed_body");
    deliver(message, now(), "{\"type\":\"email.created\",\"data\":{}}").expect(204);
  }

  @Test
  void withoutClerkThereIsNoSuchWebhook() {
    TestServer.shared()
        .client()
        .post(WEBHOOK, event("user.deleted", "{}"))
        .expectProblem(404, "not_found");
  }
}
