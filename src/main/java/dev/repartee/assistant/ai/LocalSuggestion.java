package dev.repartee.assistant.ai;

/**
 * What the {@link LocalWriter} wrote.
 *
 * @param text the message itself, at most {@value LocalWriter#LONGEST_TEXT} characters
 * @param title a few words for people
 * @param tag the goal it follows, for example {@code curiosity}
 * @param analysis why it works and where it came from; says that it was written locally
 * @param passageId the {@link Passage#id} it was made from
 */
public record LocalSuggestion(
    String text, String title, String tag, String analysis, String passageId) {}
