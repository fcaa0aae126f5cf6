package dev.repartee.account.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditIT {

  private final TestServer server = TestServer.shared();

  @Test
  void whatAPersonDoesWithTheirAccountIsRemembered() {
    String email = ApiClient.newEmail();
    ApiClient ann = server.client().registered(email);
    ApiClient nobody = server.client().with("X-Forwarded-For", "203.0.113.7");
    nobody.post("/api/v1/auth/login", Map.of("email", email, "password", "wrong")).expect(401);
    Answer in =
        nobody
            .with("X-Request-Id", "signs-in-1")
            .post("/api/v1/auth/login", Map.of("email", email, "password", ApiClient.PASSWORD))
            .expect(200);
    String cookie = in.header("Set-Cookie");
    nobody
        .with("Cookie", cookie.substring(0, cookie.indexOf(';')))
        .post("/api/v1/auth/logout", null)
        .expect(204);
    ann.patch("/api/v1/workspace", Map.of("name", "Desk")).expect(200);

    JsonNode items = ann.get("/api/v1/audit").expect(200).json().path("items");
    assertEquals(
        List.of(
            "workspace.renamed",
            "auth.signed_out",
            "auth.signed_in",
            "auth.sign_in_failed",
            "account.registered"),
        items.findValuesAsText("action"));
    JsonNode renamed = items.path(0);
    assertEquals("Desk", renamed.path("after").path("name").asText());
    assertNotEquals("Desk", renamed.path("before").path("name").asText());
    assertEquals("workspace", renamed.path("subject").path("type").asText());
    JsonNode signedIn = items.path(2);
    assertEquals("203.0.113.7", signedIn.path("address").asText());
    assertEquals("signs-in-1", signedIn.path("requestId").asText());
    assertEquals("user", signedIn.path("actor").path("type").asText());
    assertFalse(items.toString().contains(ApiClient.PASSWORD));
    assertFalse(items.toString().contains(email));

    JsonNode found = ann.get("/api/v1/audit/verify").expect(200).json();
    assertTrue(found.path("intact").asBoolean());
    assertEquals(5, found.path("entries").asInt());
    assertEquals(renamed.path("hash").asText(), found.path("hash").asText());
  }

  @Test
  void aTokenThatIsUsedTwiceIsRememberedOnce() {
    ApiClient strict = TestServer.strict().client();
    String email = ApiClient.newEmail();
    Answer registered =
        strict
            .post("/api/v1/auth/register", Map.of("email", email, "password", ApiClient.PASSWORD))
            .expect(201);
    String cookie = registered.header("Set-Cookie");
    ApiClient thief = strict.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
    thief.post("/api/v1/auth/refresh", null).expect(200);
    thief.post("/api/v1/auth/refresh", null).expect(401);
    thief.post("/api/v1/auth/refresh", null).expect(401);
    String token =
        strict
            .post("/api/v1/auth/login", Map.of("email", email, "password", ApiClient.PASSWORD))
            .expect(200)
            .json()
            .path("accessToken")
            .asText();
    assertEquals(
        1,
        strict
            .withToken(token)
            .get("/api/v1/audit?action=auth.refresh_reused")
            .expect(200)
            .json()
            .path("items")
            .size());
  }

  @Test
  void theLogIsPagedAndFiltered() {
    ApiClient ann = server.member();
    for (int i = 0; i < 5; i++) {
      ann.patch("/api/v1/workspace", Map.of("name", "Desk " + i)).expect(200);
    }
    JsonNode first = ann.get("/api/v1/audit?action=workspace.renamed&limit=3").expect(200).json();
    assertEquals(3, first.path("items").size());
    String cursor = first.path("nextCursor").asText();
    JsonNode second =
        ann.get("/api/v1/audit?action=workspace.renamed&limit=3&cursor=" + cursor)
            .expect(200)
            .json();
    assertEquals(
        List.of("Desk 1", "Desk 0"),
        second.path("items").findValues("after").stream()
            .map(after -> after.path("name").asText())
            .toList());
    assertTrue(second.path("nextCursor").isMissingNode());
    ann.get("/api/v1/audit?limit=3&cursor=" + cursor).expectProblem(400, "validation_failed");
    String user = ann.get("/api/v1/users/me").json().path("id").asText();
    assertEquals(6, items(ann, "?actorId=" + user));
    assertEquals(1, items(ann, "?subjectType=user&subjectId=" + user));
    assertEquals(0, items(ann, "?to=2020-01-01T00:00:00Z"));
    assertEquals(6, items(ann, "?from=2020-01-01T00:00:00Z"));
    ann.get("/api/v1/audit?from=yesterday").expectProblem(400, "validation_failed");
    ann.get("/api/v1/audit?actorId=ann").expectProblem(400, "validation_failed");
  }

  @Test
  void othersDoNotSeeIt() {
    ApiClient ann = server.member();
    assertEquals(1, items(ann, ""));
    server.client().get("/api/v1/audit").expectProblem(401, "unauthenticated");
    server.client().get("/api/v1/audit/verify").expectProblem(401, "unauthenticated");
  }

  private static int items(ApiClient client, String query) {
    return client.get("/api/v1/audit" + query).expect(200).json().path("items").size();
  }
}
