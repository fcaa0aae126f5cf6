package dev.repartee.assistant.transcript;

import java.util.Objects;

/**
 * One message of a transcript.
 *
 * @param author who wrote it
 * @param text what was written; may span several lines
 */
public record Line(Author author, String text) {

  /** Refuses null; blank text is allowed, because an edited message may be empty for a moment. */
  public Line {
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(text, "text");
  }

  /** A line of the person being coached. */
  public static Line user(String text) {
    return new Line(Author.USER, text);
  }

  /** A line of the other side. */
  public static Line contact(String text) {
    return new Line(Author.CONTACT, text);
  }
}
