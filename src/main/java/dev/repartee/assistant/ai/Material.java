package dev.repartee.assistant.ai;

import dev.repartee.assistant.knowledge.Passage;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer is made from. Everything in it is data: no text of it is ever taken for an
 * instruction to the provider.
 *
 * @param transcript the whole conversation; empty for an opener
 * @param phase where the conversation stands, when that is known
 * @param style how the member likes to sound
 * @param twist what the member wishes for this one answer
 * @param locale the language to write in, a BCP 47 tag; without it, the language of the transcript
 * @param profile what is known about the other person, for an opener
 * @param passages what was found for it, best first
 */
public record Material(
    Transcript transcript,
    @Nullable Phase phase,
    @Nullable String style,
    @Nullable String twist,
    @Nullable String locale,
    @Nullable String profile,
    List<Passage> passages) {

  /** Keeps an unmodifiable copy of the passages. */
  public Material {
    passages = List.copyOf(passages);
  }

  /** Only a conversation. */
  public static Material of(Transcript transcript) {
    return new Material(transcript, null, null, null, null, null, List.of());
  }

  /** No conversation yet. */
  public static Material none() {
    return of(Transcript.empty());
  }

  /** The same in this phase. */
  public Material in(@Nullable Phase phase) {
    return new Material(transcript, phase, style, twist, locale, profile, passages);
  }

  /** The same with the member's style and twist. */
  public Material as(@Nullable String style, @Nullable String twist) {
    return new Material(transcript, phase, style, twist, locale, profile, passages);
  }

  /** The same for a reader of this locale with this profile. */
  public Material to(@Nullable String locale, @Nullable String profile) {
    return new Material(transcript, phase, style, twist, locale, profile, passages);
  }

  /** The same with what was found for it. */
  public Material from(List<Passage> passages) {
    return new Material(transcript, phase, style, twist, locale, profile, passages);
  }
}
