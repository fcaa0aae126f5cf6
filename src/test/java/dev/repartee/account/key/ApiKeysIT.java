package dev.repartee.account.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Promptly;
import dev.repartee.testing.TestServer;
import dev.repartee.testing.TestSocket;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiKeysIT {

  private static final String KEYS = "/api/v1/api-keys";
  private static final String SESSIONS = "/api/v1/sessions";

  private final TestServer server = TestServer.shared();
  private final ApiClient owner = server.member();

  @Test
  void aKeyLivesFromItsMakingToItsEnd() {
    JsonNode made = make("sessions:read");
    String id = made.at("/apiKey/id").asText();
    ApiClient key = with(made);

    assertTrue(made.path("key").asText().matches("rpt_test_[0-9a-f]{32}[0-9A-Za-z]{38}"));
    assertEquals(0, key.get(SESSIONS).expect(200).json().path("items").size());
    key.post(SESSIONS, Map.of("type", "text", "text", "them: Hi")).expectProblem(403, "forbidden");
    assertTrue(
        Eventually.isTrue(
            () ->
                !owner.get(KEYS + "/" + id).json().path("lastUsedAt").isNull()
                    && owner.get(KEYS + "/" + id).json().has("lastUsedAt")));
    JsonNode listed = owner.get(KEYS).expect(200).json().at("/items/0");
    assertEquals(id, listed.path("id").asText());
    assertFalse(listed.toString().contains(made.path("key").asText()));

    owner.delete(KEYS + "/" + id).expect(204);
    key.get(SESSIONS).expectProblem(401, "unauthenticated");
    owner.get(KEYS + "/" + id).expectProblem(404, "not_found");
    String log = owner.get("/api/v1/audit?subjectType=api_key").expect(200).text();
    assertTrue(log.contains("api_key.created") && log.contains("api_key.revoked"));
    assertFalse(server.log().contains(made.path("key").asText()), "it is in no log");
  }

  @Test
  void aRevocationHoldsOnOtherInstancesWithinASecond() {
    TestServer other = TestServer.strict();
    JsonNode made = make("sessions:read");
    ApiClient there = other.client().withToken(made.path("key").asText());
    there.get(SESSIONS).expect(200);

    owner.delete(KEYS + "/" + made.at("/apiKey/id").asText()).expect(204);
    Instant revoked = Instant.now();
    Promptly.answers("an API key", revoked, () -> there.get(SESSIONS), 401)
        .expectProblem(401, "unauthenticated");
  }

  @Test
  void aRotatedKeyHasTwoSecretsForAWhile() {
    JsonNode before = make("sessions:read");
    String id = before.at("/apiKey/id").asText();

    JsonNode after =
        owner.post(KEYS + "/" + id + "/rotate", Map.of("overlapSeconds", 3600)).expect(200).json();
    with(before).get(SESSIONS).expect(200);
    with(after).get(SESSIONS).expect(200);
    assertTrue(after.at("/apiKey").hasNonNull("previousUntil"));

    JsonNode last =
        owner.post(KEYS + "/" + id + "/rotate", Map.of("overlapSeconds", 0)).expect(200).json();
    with(before).get(SESSIONS).expectProblem(401, "unauthenticated");
    with(after).get(SESSIONS).expectProblem(401, "unauthenticated");
    with(last).get(SESSIONS).expect(200);
  }

  @Test
  void aKeyExpires() {
    JsonNode made =
        owner
            .post(
                KEYS,
                Map.of(
                    "name", "Soon over",
                    "scopes", List.of("sessions:read"),
                    "expiresAt", Instant.now().plusSeconds(2).toString()))
            .expect(201)
            .json();
    ApiClient key = with(made);

    assertTrue(Eventually.isTrue(() -> key.get(SESSIONS).status() == 401));
    owner
        .post(KEYS + "/" + made.at("/apiKey/id").asText() + "/rotate", Map.of())
        .expectProblem(409, "conflict");
  }

  @Test
  void nonsenseMakesNoKey() {
    for (Map<String, ?> body :
        List.of(
            Map.of("scopes", List.of("sessions:read")),
            Map.of("name", " ", "scopes", List.of("sessions:read")),
            Map.of("name", "x".repeat(121), "scopes", List.of("sessions:read")),
            Map.of("name", "x", "scopes", List.of()),
            Map.of("name", "x", "scopes", List.of("everything")),
            Map.of(
                "name",
                "x",
                "scopes",
                List.of("sessions:read"),
                "expiresAt",
                "2001-01-01T00:00:00Z"),
            Map.of(
                "name",
                "x",
                "scopes",
                List.of("sessions:read"),
                "expiresAt",
                "2999-01-01T00:00:00Z"))) {
      owner.post(KEYS, body).expectProblem(400, "validation_failed");
    }
    assertEquals(0, owner.get(KEYS).expect(200).json().path("items").size());
  }

  @Test
  void keysOfAnotherWorkspaceAreNotThere() {
    String id = make("sessions:read").at("/apiKey/id").asText();
    ApiClient stranger = server.member();

    stranger.get(KEYS + "/" + id).expectProblem(404, "not_found");
    stranger.post(KEYS + "/" + id + "/rotate", Map.of()).expectProblem(404, "not_found");
    stranger.delete(KEYS + "/" + id).expectProblem(404, "not_found");
    assertEquals(0, stranger.get(KEYS).expect(200).json().path("items").size());
    owner.get(KEYS + "/" + id).expect(200);
  }

  @Test
  void aKeyWithEveryScopeManagesNoAccountsKeysRolesAndQueues() {
    ApiClient key =
        with(
            make(
                "sessions:read",
                "sessions:write",
                "openers:read",
                "openers:write",
                "workspace:read",
                "audit:read"));

    key.get("/api/v1/workspace").expect(200);
    key.get("/api/v1/audit").expect(200);
    key.get(KEYS).expectProblem(403, "forbidden");
    key.post(KEYS, Map.of("name", "x", "scopes", List.of("sessions:read")))
        .expectProblem(403, "forbidden");
    key.get("/api/v1/users/me").expectProblem(403, "forbidden");
    key.delete("/api/v1/users/me").expectProblem(403, "forbidden");
    key.patch("/api/v1/workspace", Map.of("name", "Mine")).expectProblem(403, "forbidden");
    key.get("/api/v1/admin/access").expectProblem(403, "forbidden");
    key.get("/api/v1/admin/queues").expectProblem(403, "forbidden");
  }

  @Test
  void theSecretIsNotKeptForRepetitions() {
    ApiClient repeating = owner.with("Idempotency-Key", UUID.randomUUID().toString());
    Map<String, ?> body = Map.of("name", "Twice", "scopes", List.of("sessions:read"));

    String one = repeating.post(KEYS, body).expect(201).json().path("key").asText();
    String two = repeating.post(KEYS, body).expect(201).json().path("key").asText();

    assertFalse(one.equals(two));
  }

  @Test
  void aKeyOpensTheSocketAsFarAsItsScopesLead() {
    JsonNode made = make("sessions:read");
    TestSocket socket =
        TestSocket.connect(HttpClient.newHttpClient(), server.baseUrl())
            .authenticate(made.path("key").asText());

    socket.send("{'action':'generate','streamId':'s1','payload':{}}");
    assertEquals("forbidden", socket.expect("error").getString("code"));
    owner.delete(KEYS + "/" + made.at("/apiKey/id").asText()).expect(204);
    assertEquals(1008, socket.awaitClosed().code());
  }

  private JsonNode make(String... scopes) {
    return owner.post(KEYS, Map.of("name", "Import", "scopes", List.of(scopes))).expect(201).json();
  }

  private ApiClient with(JsonNode made) {
    return server.client().withToken(made.path("key").asText());
  }
}
