package dev.repartee.assistant.knowledge;

import dev.repartee.assistant.transcript.Phase;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the playbook, as found for a transcript.
 *
 * @param id names it; stable
 * @param title a few words for people
 * @param text the advice itself
 * @param template a message with slots such as {@code {topic}}; null for advice without one
 * @param why one sentence on why the template works; null without a template
 * @param phase the phase it is for
 * @param goal what it wants to reach, for example {@code curiosity}
 * @param type {@code principle}, {@code example} or {@code template}
 * @param styles lower-case names of the styles it is written in
 * @param score how well it was found, higher is better; zero when it was not searched for
 */
public record Passage(
    String id,
    String title,
    String text,
    @Nullable String template,
    @Nullable String why,
    Phase phase,
    String goal,
    String type,
    List<String> styles,
    double score) {

  /** Refuses null where a value is promised. */
  public Passage {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(goal, "goal");
    styles = List.copyOf(styles);
  }
}
