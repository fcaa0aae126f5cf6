package dev.repartee.account.notification;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told, in plain words. It becomes plain text and simple HTML, in which nothing of
 * it is markup.
 *
 * @param to one address
 * @param subject ours alone, apart from a {@link #name}
 * @param before paragraphs that come before the link
 * @param link where to go, if anywhere; it may be a secret
 * @param after paragraphs that come after the link
 */
public record Mail(
    String to, String subject, List<String> before, @Nullable Link link, List<String> after) {

  private static final int LONGEST_ADDRESS = 254;
  private static final int LONGEST_SUBJECT = 150;
  private static final int LONGEST_NAME = 60;

  /** Where a mail leads, and what that is called. */
  public record Link(String label, URI target) {}

  /** Refuses what can not be sent. */
  public Mail {
    if (to.isBlank() || to.length() > LONGEST_ADDRESS || !oneLine(to).equals(to)) {
      throw new IllegalArgumentException("That is not one address");
    }
    if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
      throw new IllegalArgumentException("A subject has 1 to " + LONGEST_SUBJECT + " characters");
    }
    subject = oneLine(subject);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** A mail without a link. */
  public static Mail of(String to, String subject, String... paragraphs) {
    return new Mail(to, subject, List.of(paragraphs), null, List.of());
  }

  public Mail link(String label, URI target) {
    return new Mail(to, subject, before, new Link(label, target), after);
  }

  /** What follows the link, such as until when it is good. */
  public Mail then(String... paragraphs) {
    return new Mail(to, subject, before, link, List.of(paragraphs));
  }

  /**
   * What somebody has called themselves or a thing, for use in a mail to somebody else: one line,
   * short, without what turns the direction of writing, and without anything that programs for mail
   * make a link of.
   */
  public static String name(String given) {
    String line =
        oneLine(given)
            .replaceAll("(?i)\\b[a-z][a-z0-9+.-]*:/*", "")
            .replaceAll("[.@/\\\\]+(?=\\S)", " ");
    String clean = oneLine(line);
    return clean.codePointCount(0, clean.length()) <= LONGEST_NAME
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_NAME)).strip() + "…";
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
  }
}
