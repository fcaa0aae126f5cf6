package dev.repartee.coach.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sessions as they are found, changed and thrown away. */
class SessionListIT extends SessionFixture {

  @Test
  void sessionsAreListedNewestFirstByPageAndByFilter() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      newestFirst.add(0, ann.paste("them: number " + i));
    }
    String waiting = ann.paste("");
    newestFirst.add(0, waiting);

    List<String> paged = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      JsonNode page = api.get("/api/v1/sessions?limit=4" + next).expect(200).json();
      paged.addAll(page.path("items").findValuesAsText("id"));
      next = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
      pages++;
    } while (!next.isEmpty());
    assertEquals(newestFirst, paged);
    assertEquals(2, pages);

    assertEquals(List.of(waiting), ids("?status=pending_user_input"));
    assertEquals(newestFirst.subList(1, 6), ids("?status=complete&type=text"));
    assertEquals(List.of(), ids("?type=screenshot"));
    api.get("/api/v1/sessions?status=asleep").expectProblem(400, "validation_failed");
    api.get("/api/v1/sessions?type=TEXT").expectProblem(400, "validation_failed");
    api.get("/api/v1/sessions?limit=0").expectProblem(400, "validation_failed");
    api.get("/api/v1/sessions?limit=101").expectProblem(400, "validation_failed");
  }

  @Test
  void aCursorIsOnlyGoodAsItWasGiven() {
    for (int i = 0; i < 3; i++) {
      ann.paste("them: " + i);
    }
    String cursor =
        api.get("/api/v1/sessions?limit=1").expect(200).json().path("nextCursor").asText();
    int middle = cursor.length() / 2;
    char other = cursor.charAt(middle) == 'A' ? 'B' : 'A';
    String tampered = cursor.substring(0, middle) + other + cursor.substring(middle + 1);
    api.get("/api/v1/sessions?limit=1&cursor=" + tampered).expectProblem(400, "validation_failed");
    api.get("/api/v1/sessions?limit=1&status=complete&cursor=" + cursor)
        .expectProblem(400, "validation_failed");
    Person.at(server)
        .api()
        .get("/api/v1/sessions?limit=1&cursor=" + cursor)
        .expectProblem(400, "validation_failed");
    api.get("/api/v1/sessions?limit=1&cursor=" + cursor).expect(200);
  }

  @Test
  void onlyWhoHasSeenTheLatestStateMayChangeIt() {
    String id = ann.paste(CHAT);
    String seen = api.get(Person.path(id)).expect(200).header("ETag");
    Answer renamed = api.with("If-Match", seen).patch(Person.path(id), Map.of("name", "Maya"));
    assertEquals("Maya", renamed.expect(200).json().path("name").asText());
    assertNotEquals(seen, renamed.header("ETag"));

    api.with("If-Match", seen)
        .patch(Person.path(id), Map.of("isPinned", true))
        .expectProblem(412, "precondition_failed");
    api.with("If-Match", seen).delete(Person.path(id)).expectProblem(412, "precondition_failed");
    assertFalse(ann.session(id).path("isPinned").asBoolean());
    assertFalse(ann.session(id).has("deletedAt"));

    JsonNode pinned =
        api.with("If-Match", renamed.header("ETag"))
            .patch(Person.path(id), Map.of("isPinned", true))
            .expect(200)
            .json();
    assertTrue(pinned.path("isPinned").asBoolean());
    assertEquals("Maya", pinned.path("name").asText());
    String latest = api.get(Person.path(id)).header("ETag");
    api.with("If-None-Match", latest).get(Person.path(id)).expect(304);
    api.patch(Person.path(id), Map.of()).expectProblem(400, "validation_failed");
    api.patch(Person.path(id), Map.of("name", " ")).expectProblem(400, "validation_failed");
    api.patch(Person.path(id), Map.of("name", "x".repeat(121)))
        .expectProblem(400, "validation_failed");
  }

  @Test
  void theTrashGivesBackWhatWasPutThere() {
    String id = ann.paste(CHAT);
    api.delete(Person.path(id)).expect(204);
    api.delete(Person.path(id)).expect(204);
    assertTrue(ann.session(id).has("deletedAt"));
    assertEquals(List.of(), ids(""));
    assertEquals(List.of(id), ids("?deleted=true"));
    api.patch(Person.path(id), Map.of("name", "Late")).expectProblem(404, "not_found");
    api.post(Person.path(id) + "/messages", line("Late", "user")).expectProblem(404, "not_found");
    api.post(Person.path(id) + "/generate-suggestions", Map.of()).expectProblem(404, "not_found");

    JsonNode restored = api.send("PATCH", Person.path(id) + "/restore", null).expect(200).json();
    assertFalse(restored.has("deletedAt"));
    assertEquals(3, restored.path("messages").size());
    assertEquals(List.of(id), ids(""));
  }

  @Test
  void whatIsDeletedForGoodIsGoneWithItsPicture() {
    String id = ann.bringAndAwaitReading();
    String picture = ann.session(id).path("imageUrl").asText();
    assertEquals(200, Person.fetch(picture));
    api.delete(Person.path(id) + "?permanent=true").expect(204);
    api.get(Person.path(id)).expectProblem(404, "not_found");
    api.send("PATCH", Person.path(id) + "/restore", null).expectProblem(404, "not_found");
    api.delete(Person.path(id) + "?permanent=true").expectProblem(404, "not_found");
    assertTrue(Eventually.isTrue(() -> Person.fetch(picture) == 404), "the picture stays");
  }

  @Test
  void aRepeatedCreateWithTheSameKeyMakesOneSession() {
    Map<String, String> body = Map.of("type", "text", "text", CHAT);
    ApiClient keyed = api.with("Idempotency-Key", UUID.randomUUID().toString());
    String first = keyed.post("/api/v1/sessions", body).expect(201).text();
    assertEquals(first, keyed.post("/api/v1/sessions", body).expect(201).text());
    assertEquals(1, ids("").size());
  }

  @Test
  void nobodyElseFindsASession() {
    String id = ann.paste(CHAT);
    String message = ann.session(id).path("messages").path(0).path("id").asText();
    ApiClient stranger = Person.at(server).api();
    String path = Person.path(id);
    List<Answer> answers =
        List.of(
            stranger.get(path),
            stranger.patch(path, Map.of("name", "Mine")),
            stranger.delete(path),
            stranger.delete(path + "?permanent=true"),
            stranger.send("PATCH", path + "/restore", null),
            stranger.post(path + "/confirm-ocr", Map.of("ocrResult", List.of(line("x", "user")))),
            stranger.post(path + "/retry-ocr", null),
            stranger.post(path + "/generate-suggestions", Map.of()),
            stranger.post(path + "/messages", line("x", "user")),
            stranger.patch(path + "/messages/" + message, Map.of("text", "x")),
            stranger.delete(path + "/messages/" + message),
            stranger.post(
                path + "/messages/" + message + "/reactions", Map.of("reaction", "LIKED")),
            api.get(Person.path(UUID.randomUUID().toString())),
            api.get(Person.path("not-an-id")));
    answers.forEach(answer -> answer.expectProblem(404, "not_found"));
    assertEquals(3, ann.session(id).path("messages").size());
    String mine = ann.paste("them: other");
    api.patch(Person.path(mine) + "/messages/" + message, Map.of("text", "x"))
        .expectProblem(404, "not_found");
  }
}
