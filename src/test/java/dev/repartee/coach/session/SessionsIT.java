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
import dev.repartee.testing.TestServer;
import dev.repartee.testing.TestSocket;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionsIT {

  private static final String CHAT =
      "them: I finally tried the climbing hall\nme: And?\nthem: My arms hate me, I love it";

  private final TestServer server = TestServer.shared();
  private final Person ann = Person.at(server);
  private final ApiClient api = ann.api();

  @Test
  void aScreenshotBecomesATranscriptAndASuggestion() {
    String imageKey = ann.upload("image/png", Person.smallScreenshot());
    JsonNode begun = ann.begin(imageKey).expect(201).json().path("session");
    String id = begun.path("id").asText();
    assertEquals("uploading", begun.path("status").asText());
    assertEquals(7, UUID.fromString(id).version());

    JsonNode read = ann.await(id, "verifying_ocr");
    assertEquals(Person.SMALL_TEXTS, read.path("ocrResult").findValuesAsText("text"));
    assertEquals(
        List.of("contact", "user", "contact", "user"),
        read.path("ocrResult").findValuesAsText("author"));
    assertEquals(0, read.path("messages").size());
    assertEquals(200, Person.fetch(read.path("imageUrl").asText()));

    JsonNode confirmed =
        confirm(
                id,
                line("How was the pottery class?", "contact"),
                line("Messy, and wonderful!", "user"),
                line("Bring me a mug", "contact"))
            .expect(200)
            .json();
    assertEquals("complete", confirmed.path("status").asText());
    assertEquals(
        List.of("How was the pottery class?", "Messy, and wonderful!", "Bring me a mug"),
        confirmed.path("messages").findValuesAsText("text"));
    assertEquals(
        List.of("contact", "user", "contact"),
        confirmed.path("messages").findValuesAsText("author"));
    assertFalse(confirmed.has("ocrResult"));
    assertFalse(confirmed.path("phase").asText().isEmpty());

    JsonNode first = suggest(id, Map.of("aiStyle", "warm"));
    assertEquals("local", first.path("provider").asText());
    assertFalse(first.path("cached").asBoolean());
    assertEquals(confirmed.path("phase").asText(), first.path("phase").asText());
    assertFalse(first.path("text").asText().isBlank());
    assertFalse(first.path("analysis").asText().isBlank());
    assertTrue(first.path("sources").size() > 0, "a suggestion names its sources");
    assertTrue(
        first.path("sources").findValuesAsText("excerpt").stream().noneMatch(String::isBlank));
  }

  @Test
  void aSubscriberSeesTheScreenshotBeingRead() {
    String imageKey = ann.upload("image/png", Person.smallScreenshot());
    try (TestSocket socket = ann.socket()) {
      String id = ann.begin(imageKey).expect(201).json().path("session").path("id").asText();
      socket.send("{'action':'sessions:subscribe','payload':{'sessionId':'%s'}}", id);
      List<String> statuses = new ArrayList<>();
      JsonObject event;
      do {
        event = socket.expect("session_status");
        assertEquals(id, event.getString("sessionId"));
        statuses.add(event.getString("status"));
      } while (!event.containsKey("ocrResult"));
      assertEquals("verifying_ocr", event.getString("status"));
      assertEquals(4, event.getJsonArray("ocrResult").size());
      List<String> inOrder =
          List.of("uploading", "analysis_in_progress", "verifying_ocr").stream()
              .filter(statuses::contains)
              .toList();
      assertEquals(inOrder, statuses.stream().distinct().toList());

      confirm(id, line("Hi", "contact")).expect(200);
      socket.awaitMessage("session_status", "status", "complete");
    }
  }

  @Test
  void aLateSubscriberGetsTheStateAtOnce() {
    String id = ann.bringAndAwaitReading();
    try (TestSocket socket = ann.socket()) {
      socket.send("{'action':'sessions:subscribe','payload':{'sessionId':'%s'}}", id);
      JsonObject state = socket.expect("session_status");
      assertEquals("verifying_ocr", state.getString("status"));
      assertEquals(4, state.getJsonArray("ocrResult").size());
    }
  }

  @Test
  void theSameQuestionIsAnsweredFromTheCacheUntilSomethingChanges() {
    String id = ann.paste(CHAT);
    JsonNode first = suggest(id, Map.of("aiStyle", "witty", "customTwist", "mention the rope"));
    JsonNode again = suggest(id, Map.of("aiStyle", "witty", "customTwist", "mention the rope"));
    assertFalse(first.path("cached").asBoolean());
    assertTrue(again.path("cached").asBoolean());
    assertEquals(first.path("id"), again.path("id"));
    assertEquals(first.path("text"), again.path("text"));

    JsonNode otherStyle = suggest(id, Map.of("aiStyle", "warm", "customTwist", "mention the rope"));
    assertFalse(otherStyle.path("cached").asBoolean());
    api.post(Person.path(id) + "/messages", line("Come along next time?", "contact")).expect(201);
    JsonNode longer = suggest(id, Map.of("aiStyle", "witty", "customTwist", "mention the rope"));
    assertFalse(longer.path("cached").asBoolean());

    JsonNode figures = api.get("/api/v1/sessions/metrics/cache").expect(200).json();
    assertEquals(1, figures.path("hits").asLong());
    assertEquals(3, figures.path("misses").asLong());
    assertEquals(0.25, figures.path("ratio").asDouble());
  }

  @Test
  void pastedTextIsCompleteAtOnceAndNoTextWaitsForSome() {
    JsonNode pasted = ann.session(ann.paste(CHAT));
    assertEquals("complete", pasted.path("status").asText());
    assertEquals(
        List.of("contact", "user", "contact"), pasted.path("messages").findValuesAsText("author"));
    assertEquals("And?", pasted.path("messages").path(1).path("text").asText());

    String empty = ann.paste("  \n ");
    assertEquals("pending_user_input", ann.status(empty));
    api.post(Person.path(empty) + "/generate-suggestions", Map.of())
        .expectProblem(409, "invalid_transition");
    api.post(Person.path(empty) + "/messages", line("Hi there", "contact")).expect(201);
    JsonNode begun = ann.session(empty);
    assertEquals("complete", begun.path("status").asText());
    assertFalse(begun.path("phase").asText().isEmpty());
  }

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
  void messagesAreAddedEditedAndDeleted() {
    String id = ann.paste(CHAT);
    String messages = Person.path(id) + "/messages";
    Answer added = api.post(messages, line("  Rope or boulder? ", "user")).expect(201);
    assertEquals("Rope or boulder?", added.json().path("text").asText());
    assertEquals(3, added.json().path("position").asInt());
    String path = messages + "/" + added.json().path("id").asText();

    Answer edited = api.patch(path, Map.of("author", "contact")).expect(200);
    assertEquals("contact", edited.json().path("author").asText());
    assertEquals("Rope or boulder?", edited.json().path("text").asText());
    api.with("If-Match", added.header("ETag"))
        .patch(path, Map.of("text", "stale"))
        .expectProblem(412, "precondition_failed");
    api.patch(path, Map.of()).expectProblem(400, "validation_failed");
    api.patch(path, Map.of("text", " ")).expectProblem(400, "validation_failed");

    String first = ann.session(id).path("messages").path(0).path("id").asText();
    api.delete(messages + "/" + first).expect(204);
    api.delete(messages + "/" + first).expectProblem(404, "not_found");
    assertEquals(
        List.of("And?", "My arms hate me, I love it", "Rope or boulder?"),
        ann.session(id).path("messages").findValuesAsText("text"));
  }

  @Test
  void reactionsToggleAndOppositesReplaceEachOther() {
    String id = ann.paste(CHAT);
    String message = ann.session(id).path("messages").path(2).path("id").asText();
    assertEquals(List.of("LIKED"), react(id, message, "LIKED"));
    assertEquals(List.of("LIKED", "PINNED"), react(id, message, "PINNED"));
    assertEquals(List.of("DISLIKED", "PINNED"), react(id, message, "DISLIKED"));
    assertEquals(List.of("PINNED"), react(id, message, "DISLIKED"));
    assertEquals(
        List.of("PINNED", "COPIED_TO_CLIPBOARD"), react(id, message, "COPIED_TO_CLIPBOARD"));
    assertEquals(
        List.of("PINNED", "COPIED_TO_CLIPBOARD"), react(id, message, "COPIED_TO_CLIPBOARD"));
    List<String> kept = new ArrayList<>();
    ann.session(id)
        .path("messages")
        .path(2)
        .path("reactions")
        .forEach(reaction -> kept.add(reaction.asText()));
    assertEquals(List.of("PINNED", "COPIED_TO_CLIPBOARD"), kept);
  }

  @Test
  void aScreenshotCanBeReadAgainUntilItIsConfirmed() {
    String id = ann.bringAndAwaitReading();
    Answer again = api.post(Person.path(id) + "/retry-ocr", null).expect(202);
    assertEquals("analysis_in_progress", again.json().path("status").asText());
    JsonNode read = ann.await(id, "verifying_ocr");
    assertEquals(Person.SMALL_TEXTS, read.path("ocrResult").findValuesAsText("text"));
    confirm(id, line("Hi", "contact")).expect(200);
    api.post(Person.path(id) + "/retry-ocr", null).expectProblem(409, "invalid_transition");
    api.post(Person.path(ann.paste(CHAT)) + "/retry-ocr", null)
        .expectProblem(409, "invalid_transition");
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

  private List<String> ids(String query) {
    return api.get("/api/v1/sessions" + query)
        .expect(200)
        .json()
        .path("items")
        .findValuesAsText("id");
  }

  private JsonNode suggest(String id, Map<String, String> wish) {
    return api.post(Person.path(id) + "/generate-suggestions", wish)
        .expect(200)
        .json()
        .path("suggestion");
  }

  private List<String> react(String id, String message, String reaction) {
    List<String> now = new ArrayList<>();
    api.post(Person.path(id) + "/messages/" + message + "/reactions", Map.of("reaction", reaction))
        .expect(200)
        .json()
        .path("reactions")
        .forEach(kind -> now.add(kind.asText()));
    return now;
  }

  @SafeVarargs
  private Answer confirm(String id, Map<String, String>... lines) {
    return api.post(Person.path(id) + "/confirm-ocr", Map.of("ocrResult", List.of(lines)));
  }

  private static Map<String, String> line(String text, String author) {
    return Map.of("text", text, "author", author);
  }
}
