package dev.repartee.coach.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The transcript, once it is there. */
class MessagesIT extends SessionFixture {

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
}
