package dev.repartee.coach.opener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestServer;
import dev.repartee.testing.TestSocket;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpenersIT {

  private static final String OPENERS = "/api/v1/magic-openers";
  private static final String GENERATE =
      "{'action':'generate','streamId':'%s','payload':{'aiStyle':'witty','customTwist':'climbing'}}";

  private final TestServer server = TestServer.shared();
  private final Person ann = Person.at(server);
  private final ApiClient api = ann.api();

  @Test
  void anOpenerIsWrittenKeptListedAndDeleted() {
    JsonNode opener =
        api.post(
                OPENERS + "/generate",
                Map.of("aiStyle", "witty", "customTwist", " we both climb ", "locale", "en"))
            .expect(201)
            .json();
    String id = opener.path("id").asText();
    assertFalse(opener.path("text").asText().isBlank());
    assertEquals("witty", opener.path("style").asText());
    assertEquals("we both climb", opener.path("twist").asText());
    assertEquals("local", opener.path("provider").asText());
    assertEquals(opener, api.get(OPENERS + "/" + id).expect(200).json());
    assertEquals(List.of(id), ids(""));

    api.delete(OPENERS + "/" + id).expect(204);
    api.get(OPENERS + "/" + id).expectProblem(404, "not_found");
    api.delete(OPENERS + "/" + id).expectProblem(404, "not_found");
    assertEquals(List.of(), ids(""));
  }

  @Test
  void anOpenerStreamsInAndIsKept() {
    try (TestSocket socket = ann.socket()) {
      socket.send(GENERATE, "s1");
      StringBuilder said = new StringBuilder();
      int chunks = 0;
      JsonObject message = socket.message();
      while (message.getString("type").equals("chunk")) {
        assertEquals("s1", message.getString("streamId"));
        said.append(message.getString("content"));
        chunks++;
        message = socket.message();
      }
      assertTrue(chunks > 1, "it comes in pieces");
      assertEquals("complete", message.getString("type"), message.toString());
      JsonObject opener = message.getJsonObject("opener");
      assertEquals(said.toString(), opener.getString("text"));
      JsonNode kept = api.get(OPENERS + "/" + opener.getString("id")).expect(200).json();
      assertEquals(said.toString(), kept.path("text").asText());
      assertEquals("climbing", kept.path("twist").asText());
      assertEquals(List.of(opener.getString("id")), ids(""));

      socket.send(GENERATE, "s1");
      socket.awaitMessage("complete", "streamId", "s1");
      assertEquals(2, ids("").size(), "the name of a finished stream is free again");
    }
  }

  @Test
  void reactionsToAnOpenerToggle() {
    String id = generate();
    assertEquals(1, react(id, "LIKED").size());
    assertEquals("DISLIKED", react(id, "DISLIKED").path(0).asText());
    assertEquals(0, react(id, "DISLIKED").size());
    react(id, "PINNED");
    JsonNode listed = api.get(OPENERS).json().path("items").path(0);
    assertEquals("PINNED", listed.path("reactions").path(0).asText());
    api.post(OPENERS + "/" + id + "/reactions", Map.of("reaction", "LOVED")).expect(400);
  }

  @Test
  void openersAreListedByPage() {
    String first = generate();
    String second = generate();
    String third = generate();
    JsonNode page = api.get(OPENERS + "?limit=2").expect(200).json();
    assertEquals(List.of(third, second), page.path("items").findValuesAsText("id"));
    String cursor = page.path("nextCursor").asText();
    assertEquals(List.of(first), ids("?limit=2&cursor=" + cursor));
    api.get(OPENERS + "?cursor=" + cursor + "x").expectProblem(400, "validation_failed");
  }

  @Test
  void nobodyElseFindsAnOpener() {
    String id = generate();
    ApiClient stranger = Person.at(server).api();
    stranger.get(OPENERS + "/" + id).expectProblem(404, "not_found");
    stranger.delete(OPENERS + "/" + id).expectProblem(404, "not_found");
    stranger
        .post(OPENERS + "/" + id + "/reactions", Map.of("reaction", "LIKED"))
        .expectProblem(404, "not_found");
    stranger.get(OPENERS + "/" + UUID.randomUUID()).expectProblem(404, "not_found");
    assertEquals(List.of(id), ids(""));
  }

  @Test
  void aWishThatMakesNoSenseIsRefused() {
    for (Map<String, String> wish :
        List.of(
            Map.of("aiStyle", "grumpy"),
            Map.of("locale", "not a locale"),
            Map.of("customTwist", "x".repeat(501)),
            Map.of("profile", "x".repeat(4001)))) {
      api.post(OPENERS + "/generate", wish).expectProblem(400, "validation_failed");
    }
    api.post(OPENERS + "/generate", "{\"customTwist\":\"\\ud800\"}").expect(400);
    api.post(OPENERS + "/generate", "null").expect(400);
    assertEquals(List.of(), ids(""));
  }

  @Test
  void overTheSocketAWishThatMakesNoSenseIsAnError() {
    try (TestSocket socket = ann.socket()) {
      for (String payload : List.of("{'aiStyle':'grumpy'}", "{'locale':'not a locale'}")) {
        socket.send("{'action':'generate','streamId':'bad','payload':%s}", payload);
        JsonObject error = socket.expect("error");
        assertEquals("bad", error.getString("streamId", ""), payload);
        assertTrue(
            List.of("validation_failed", "malformed_body").contains(error.getString("code")),
            error.toString());
      }
      socket.send("{'action':'generate','payload':{}}");
      assertEquals("validation_failed", socket.expect("error").getString("code"));
      socket.send(GENERATE, "good");
      socket.awaitMessage("complete", "streamId", "good");
      assertEquals(1, ids("").size());
    }
  }

  @Test
  void cancellingWhatIsNotUnderWayChangesNothing() {
    try (TestSocket socket = ann.socket()) {
      socket.send("{'action':'cancel','streamId':'never'}");
      socket.send("{'type':'ping'}");
      socket.expect("pong");
    }
  }

  private String generate() {
    return api.post(OPENERS + "/generate", Map.of()).expect(201).json().path("id").asText();
  }

  private JsonNode react(String id, String reaction) {
    return api.post(OPENERS + "/" + id + "/reactions", Map.of("reaction", reaction))
        .expect(200)
        .json()
        .path("reactions");
  }

  private List<String> ids(String query) {
    return api.get(OPENERS + query).expect(200).json().path("items").findValuesAsText("id");
  }
}
