package dev.repartee.assistant.knowledge;

import dev.repartee.assistant.transcript.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param text what the chunks should be about, in the words of the conversation
 * @param phase chunks of this phase are preferred, not demanded
 * @param goal only chunks with this goal, or any
 * @param limit how many at most
 */
public record SearchRequest(String text, @Nullable Phase phase, @Nullable String goal, int limit) {

  public static SearchRequest about(String text, Phase phase, int limit) {
    return new SearchRequest(text, phase, null, limit);
  }
}
