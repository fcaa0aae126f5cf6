package dev.repartee.content;

import dev.repartee.assistant.knowledge.Passage;
import dev.repartee.assistant.transcript.Phase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The playbook as it lies on the class path. */
public final class Playbook {

  private Playbook() {}

  /** All chunks as written. */
  public static List<Map<String, Object>> chunks() {
    return Stream.of(Phase.values())
        .flatMap(
            p -> Json.list("/playbook/" + p.name().toLowerCase(Locale.ROOT) + ".json").stream())
        .toList();
  }

  /** All chunks as passages that were not searched for. */
  public static List<Passage> passages() {
    return chunks().stream().map(Playbook::passage).toList();
  }

  private static Passage passage(Map<String, Object> chunk) {
    return new Passage(
        (String) chunk.get("key"),
        (String) chunk.get("title"),
        (String) chunk.get("text"),
        (String) chunk.get("template"),
        (String) chunk.get("why"),
        Phase.valueOf((String) chunk.get("phase")),
        (String) chunk.get("goal"),
        (String) chunk.get("type"),
        Json.strings(chunk.get("styles")),
        0);
  }
}
