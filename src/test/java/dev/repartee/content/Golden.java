package dev.repartee.content;

import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.List;

/**
 * A transcript whose phase people agreed on.
 *
 * @param split {@code tune}: rules may be changed for it; {@code holdout}: only measured
 */
public record Golden(String id, String split, Phase phase, Transcript transcript) {

  /** All of them, in the order of the file. */
  public static List<Golden> all() {
    return Json.list("/phase/golden.json").stream()
        .map(
            entry ->
                new Golden(
                    (String) entry.get("id"),
                    (String) entry.get("split"),
                    Phase.valueOf((String) entry.get("phase")),
                    Transcript.parse(String.join("\n", Json.strings(entry.get("lines"))))))
        .toList();
  }
}
