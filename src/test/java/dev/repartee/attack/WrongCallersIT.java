package dev.repartee.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Counted;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every operation, called by everybody who may not: no answer is wrong, and nothing has changed.
 * {@link RolesIT} tries the roles.
 */
class WrongCallersIT {

  private static final List<String> SCOPES =
      List.of(
          "sessions:read",
          "sessions:write",
          "openers:read",
          "openers:write",
          "workspace:read",
          "audit:read");

  private static final String TEXT = "them: How was the trip?\nme: So good!";

  /** What a right call would have in its body, where another workspace's resource is named. */
  private static final Map<String, String> BODIES =
      Map.of(
          "PATCH /api/v1/sessions/{id}", "{\"name\":\"mine\"}",
          "POST /api/v1/sessions/{id}/confirm-ocr",
              "{\"ocrResult\":[{\"text\":\"Hi\",\"author\":\"user\"}]}",
          "POST /api/v1/sessions/{id}/messages", "{\"text\":\"Hi\",\"author\":\"user\"}",
          "PATCH /api/v1/sessions/{id}/messages/{messageId}", "{\"text\":\"Hi\"}",
          "POST /api/v1/sessions/{id}/messages/{messageId}/reactions", "{\"reaction\":\"LIKED\"}",
          "POST /api/v1/magic-openers/{id}/reactions", "{\"reaction\":\"LIKED\"}",
          "POST /api/v1/admin/queues/{name}/clean", "{\"state\":\"dead\"}");

  private final TestServer server = TestServer.shared();
  private final List<Operation> operations = Operation.all(server);
  private final List<String> wrong = new ArrayList<>();
  private int calls;

  @Test
  void nobodyWithoutAGoodTokenIsAnswered() {
    String token = server.member().token();
    Map<String, String> callers = new LinkedHashMap<>();
    callers.put("nobody", "");
    callers.put("garbage", "x");
    callers.put("signature changed", changed(token, token.length() - 5));
    callers.put("claims changed", changed(token, token.indexOf('.') + 20));
    callers.put("signature left out", token.substring(0, token.lastIndexOf('.') + 1));
    callers.put("no algorithm", withoutAlgorithm(token));
    callers.put("a cursor's or an id's form", "eyJpZCI6MX0.AAAA");
    callers.forEach((name, bearer) -> refused(server, name, bearer, 401, "unauthenticated"));
    report("callers without a good token");
  }

  @Test
  void anExpiredTokenOpensNothing() {
    TestServer strict = TestServer.strict();
    String token = strict.member().token();
    assertTrue(
        Eventually.isTrue(
            () -> strict.client().withToken(token).get("/api/v1/users/me").status() == 401));
    refused(strict, "expired", token, 401, "unauthenticated");
    report("callers whose token has expired");
  }

  @Test
  void whatBelongsToAnotherWorkspaceIsNotThere() {
    Person owner = Person.at(server);
    String session = owner.paste(TEXT);
    JsonNode before = owner.session(session);
    String opener =
        owner
            .api()
            .post("/api/v1/magic-openers/generate", Map.of())
            .expect(201)
            .json()
            .path("id")
            .asText();
    JsonNode openerBefore = owner.api().get("/api/v1/magic-openers/" + opener).expect(200).json();
    String message = before.at("/messages/0/id").asText();

    ApiClient stranger = server.member();
    for (Operation operation : operations) {
      boolean ofSessions = operation.isAbout("/api/v1/sessions/");
      if (!operation.namesResource()
          || !(ofSessions || operation.isAbout("/api/v1/magic-openers/"))) {
        continue;
      }
      Map<String, String> theirs =
          Map.of("id", ofSessions ? session : opener, "messageId", message);
      expect(
          "another workspace",
          operation,
          operation.call(stranger, theirs, body(operation)),
          404,
          "not_found");
    }
    assertEquals(before, owner.session(session));
    assertEquals(
        openerBefore, owner.api().get("/api/v1/magic-openers/" + opener).expect(200).json());
    report("callers of another workspace");
  }

  @Test
  void aRevokedKeyOpensNothing() {
    ApiClient owner = server.member();
    JsonNode made =
        owner
            .post("/api/v1/api-keys", Map.of("name", "to be revoked", "scopes", SCOPES))
            .expect(201)
            .json();
    String key = made.path("key").asText();
    server.client().withToken(key).get("/api/v1/sessions").expect(200);
    owner.delete("/api/v1/api-keys/" + made.at("/apiKey/id").asText()).expect(204);
    refused(server, "revoked key", key, 401, "unauthenticated");
    report("callers whose key is revoked");
  }

  @Test
  void whatOperatorsDoIsForbiddenToOthers() {
    ApiClient owner = server.member();
    for (Operation operation : operations) {
      if (operation.isAbout("/api/v1/admin/") && !operation.isAbout("/api/v1/admin/access")) {
        Map<String, String> variables = Map.of("name", "rollup");
        expect(
            "no operator",
            operation,
            operation.call(owner, variables, body(operation)),
            403,
            "forbidden");
      }
    }
    report("callers who operate another installation");
  }

  private static String body(Operation operation) {
    return BODIES.getOrDefault(operation.toString(), "{}");
  }

  private void refused(TestServer at, String name, String bearer, int status, String code) {
    for (Operation operation : operations) {
      if (operation.wantsBearer()) {
        ApiClient client = bearer.isEmpty() ? at.client() : at.client().withToken(bearer);
        expect(name, operation, operation.call(client), status, code);
      }
    }
  }

  private void expect(String caller, Operation operation, Answer answer, int status, String code) {
    calls++;
    boolean right = answer.status() == status && answer.json().path("code").asText().equals(code);
    if (!right) {
      wrong.add(caller + ", " + operation + ": " + answer.status() + " " + answer.text());
    }
  }

  private void report(String callers) {
    Counted.say("%d calls by %s: %d wrong answers", calls, callers, wrong.size());
    assertTrue(calls > 0);
    assertEquals(List.of(), wrong);
  }

  /** The token with one character replaced by another of its alphabet. */
  private static String changed(String token, int at) {
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  /** What RFC 7519 calls an unsecured token, with the same claims. */
  private static String withoutAlgorithm(String token) {
    String header = "{\"alg\":\"none\",\"typ\":\"at+jwt\"}";
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
  }
}
