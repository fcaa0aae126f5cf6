package dev.repartee.coach.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestSocket;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionsIT extends SessionFixture {

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
}
