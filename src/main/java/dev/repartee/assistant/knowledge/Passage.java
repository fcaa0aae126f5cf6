package dev.repartee.assistant.knowledge;

import dev.repartee.assistant.transcript.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of knowledge that fits what was asked for.
 *
 * @param id the chunk
 * @param title what it is about, in a few words
 * @param text what it says
 * @param template a reply with gaps to fill, for pieces of the playbook that have one
 * @param why why it works
 * @param phase the phase it is for
 * @param goal what it helps with
 * @param type what kind of piece it is
 * @param styles the styles it suits
 * @param score how well it fits; higher is better, only comparable within one search
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

  /** Keeps an unmodifiable copy of the styles. */
  public Passage {
    styles = List.copyOf(styles);
  }
}
