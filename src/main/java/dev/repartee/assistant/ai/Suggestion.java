package dev.repartee.assistant.ai;

import org.jspecify.annotations.Nullable;

/**
 * What to say next.
 *
 * @param text the message, ready to send; at most {@value #MAX_TEXT} characters
 * @param title what it does, in a few words; at most {@value #MAX_TITLE} characters
 * @param tag one word for its kind; at most {@value #MAX_TAG} characters
 * @param analysis why it works; at most {@value #MAX_ANALYSIS} characters
 * @param basedOn the id of the passage it was made from, where it was made from one
 */
public record Suggestion(
    String text, String title, String tag, String analysis, @Nullable String basedOn) {

  static final int MAX_TEXT = 1_000;
  static final int MAX_TITLE = 80;
  static final int MAX_TAG = 40;
  static final int MAX_ANALYSIS = 800;
}
