package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.assistant.knowledge.Passage;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.content.Json;
import dev.repartee.content.Playbook;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlaybookTest {

  private static final Set<String> STYLES =
      Set.of("playful", "warm", "direct", "witty", "curious", "confident");
  private static final Set<String> SLOTS =
      Set.of("topic", "matter", "person", "name", "their_words", "day", "place");

  private final List<Map<String, Object>> chunks = Playbook.chunks();
  private final List<Passage> passages = Playbook.passages();

  @Test
  void holdsEnoughForEveryPhase() {
    assertTrue(chunks.size() >= 96, "chunks: " + chunks.size());
    for (Phase phase : Phase.values()) {
      assertTrue(count(phase, "principle") >= 6, phase + " principles");
      assertTrue(count(phase, "example") >= 3, phase + " examples");
      assertTrue(count(phase, "template") >= 8, phase + " templates");
    }
    assertTrue(openers().count() >= 12, "openers");
  }

  @Test
  void everyChunkIsWhole() {
    assertEquals(chunks.size(), chunks.stream().map(chunk -> chunk.get("key")).distinct().count());
    for (Map<String, Object> chunk : chunks) {
      String key = (String) Objects.requireNonNull(chunk.get("key"));
      assertTrue(key.matches("(?:hook|bridge|pivot|close)(?:-[a-z0-9]+)+"), key);
      assertEquals("en", chunk.get("language"), key);
      assertTrue(Set.of("principle", "example", "template").contains(chunk.get("type")), key);
      assertTrue(((String) Objects.requireNonNull(chunk.get("text"))).length() > 15, key);
      List<String> styles = Json.strings(chunk.get("styles"));
      assertFalse(styles.isEmpty(), key);
      assertTrue(STYLES.containsAll(styles), key);
      if ("template".equals(chunk.get("type"))) {
        assertNotNull(chunk.get("template"), key);
        assertTrue(((String) Objects.requireNonNull(chunk.get("why"))).endsWith("."), key);
      } else {
        assertNull(chunk.get("template"), key);
      }
    }
  }

  @Test
  void templatesUseKnownSlotsAndEndAsSentences() {
    Pattern slot = Pattern.compile("\\{(\\w+)}");
    for (Passage passage : passages) {
      String template = passage.template();
      if (template != null) {
        slot.matcher(template)
            .results()
            .forEach(found -> assertTrue(SLOTS.contains(found.group(1)), passage.id()));
        assertTrue(template.matches("(?s).*[.?!]"), passage.id());
        assertTrue(template.length() <= 250, passage.id());
      }
    }
  }

  @Test
  void everyStyleHasOpenersWithoutAnySlot() {
    for (String style : STYLES) {
      long openers =
          openers()
              .filter(passage -> passage.styles().contains(style))
              .filter(passage -> !Objects.requireNonNull(passage.template()).contains("{"))
              .count();
      assertTrue(openers >= 2, style + ": " + openers);
    }
  }

  private Stream<Passage> openers() {
    return passages.stream()
        .filter(passage -> passage.goal().equals("start") && passage.template() != null);
  }

  private long count(Phase phase, String type) {
    return passages.stream()
        .filter(passage -> passage.phase() == phase && passage.type().equals(type))
        .count();
  }
}
