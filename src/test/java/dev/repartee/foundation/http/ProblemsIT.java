package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsIT {

  private static final String ME = "/api/v1/users/me";

  private final TestServer server = TestServer.shared();
  private final ApiClient ann = server.member();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"name\":",
        "{\"name\":{}}",
        "{\"name\":[\"a\"]}",
        "[]",
        "\"name\"",
        "1e999999999",
        "{\"name\":\"a\\u0000b\"}",
        "{\"name\":\"\\ud800\"}",
        "{\"name\":\"a\tb\"}",
        "nonsense"
      })
  void brokenBodiesAreTheClientsMistake(String body) {
    Answer answer = ann.patch(ME, body);
    assertEquals(400, answer.status(), answer.text());
    assertEquals(answer.header("Content-Type"), "application/problem+json");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] latin1 = "{\"name\":\"J\u00fcrgen\"}".getBytes(StandardCharsets.ISO_8859_1);
    ann.send("PATCH", ME, "application/json", BodyPublishers.ofByteArray(latin1))
        .expectProblem(400, "malformed_body");
    ann.send(
            "PATCH",
            ME,
            "application/json; charset=utf-16",
            BodyPublishers.ofString("{}", StandardCharsets.UTF_16))
        .expectProblem(415, "unsupported_media_type");
  }

  @Test
  void nestingWithoutEndIsRefused() {
    ann.patch(ME, "[".repeat(1_000_000)).expectProblem(400, "malformed_body");
    ann.patch(ME, "{\"name\":".repeat(200_000)).expectProblem(400, "malformed_body");
  }

  @Test
  void unknownFieldsAreIgnored() {
    ann.patch(ME, "{\"name\":\"Ann\",\"isAdmin\":true,\"deep\":{\"er\":[1]}}").expect(200);
  }

  @Test
  void textSurvivesAsItIs() {
    String name = "Ann 👩🏽‍💻 \u202eµ\n\"\\";
    assertEquals(
        name, ann.patch(ME, Map.of("name", name)).expect(200).json().path("name").asText());
    assertEquals(name, ann.get(ME).json().path("name").asText());
  }

  @Test
  void bodiesAreBoundedWhetherTheyTellTheirLengthOrNot() {
    byte[] big = ("{\"name\":\"" + "x".repeat(2_200_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    ann.send("PATCH", ME, "application/json", BodyPublishers.ofByteArray(big))
        .expectProblem(413, "body_too_large");
    ann.send(
            "PATCH",
            ME,
            "application/json",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big)))
        .expectProblem(413, "body_too_large");
  }

  @Test
  void jaxRsRefusalsAreProblemsToo() {
    ann.send("PUT", ME, Map.of()).expectProblem(405, "method_not_allowed");
    assertTrue(ann.send("PUT", ME, Map.of()).header("Allow").contains("PATCH"));
    ann.with("Accept", "text/html").get(ME).expectProblem(406, "not_acceptable");
    ann.send("PATCH", ME, "text/plain", BodyPublishers.ofString("x"))
        .expectProblem(415, "unsupported_media_type");
    ann.get("/api/v1/nowhere").expectProblem(404, "not_found");
  }

  @Test
  void queriesThatAreNotTextAreRefused() {
    ann.get("/api/v1/workspace/members?cursor=%00").expectProblem(400, "malformed_request");
    ann.get("/api/v1/workspace/members?cursor=%ff").expectProblem(400, "malformed_request");
    ann.get("/api/v1/workspace/members?limit=many").expectProblem(400, "validation_failed");
  }

  @Test
  void aProblemNamesTheCallAndTheTrace() {
    String trace = UUID.randomUUID().toString().replace("-", "");
    Answer answer =
        server
            .client()
            .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .get(ME + "?secret=1");
    answer.expectProblem(401, "unauthenticated");
    assertEquals(trace, answer.json().path("traceId").asText());
    assertEquals(ME, answer.json().path("instance").asText());
    assertEquals(401, answer.json().path("status").asInt());
  }

  @Test
  void whatIsNotThereIsAPageForPeopleAndAProblemForPrograms() {
    Answer page = server.client().with("Accept", "text/html").get("/nowhere.html");
    page.expect(404);
    assertTrue(page.header("Content-Type").startsWith("text/html"));
    Answer problem = server.client().get("/nowhere.json");
    assertEquals("not_found", problem.json().path("code").asText());
    for (Answer answer : List.of(page, problem)) {
      assertFalse(answer.text().contains("SRVE"), answer.text());
      assertFalse(answer.text().contains("Exception"), answer.text());
    }
    assertEquals(404, server.client().get("/error").status());
  }

  @Test
  void staleChangesAreRefusedAndKnownStateIsNotSentAgain() {
    String tag = ann.get(ME).expect(200).header("ETag");
    assertTrue(tag.matches("\"\\d+\""), tag);
    ann.with("If-None-Match", tag).get(ME).expect(304);
    ann.with("If-None-Match", "W/" + tag + ", \"x\"").get(ME).expect(304);
    ann.with("If-Match", tag).patch(ME, Map.of("name", "One")).expect(200);
    ann.with("If-Match", tag)
        .patch(ME, Map.of("name", "Two"))
        .expectProblem(412, "precondition_failed");
    ann.with("If-Match", tag).delete(ME).expectProblem(412, "precondition_failed");
    ann.with("If-Match", "*").patch(ME, Map.of("name", "Three")).expect(200);
    assertEquals("Three", ann.get(ME).json().path("name").asText());
  }
}
