package dev.repartee.assistant.transcript;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads text somebody pasted into a transcript; {@link Transcript#parse} says what is promised. */
final class PastedText {

  private static final Set<String> USER_LABELS =
      Set.of("me", "i", "you", "user", "myself", "ich", "du", "moi", "toi", "yo", "tú", "io", "eu");
  private static final Set<String> CONTACT_LABELS =
      Set.of(
          "them",
          "they",
          "contact",
          "her",
          "him",
          "she",
          "he",
          "other",
          "customer",
          "er",
          "sie",
          "elle",
          "lui",
          "ella",
          "él",
          "lei",
          "ela",
          "ele");

  /** Words that start a sentence with a colon but are no names. */
  private static final Set<String> NOT_NAMES =
      Set.of(
          "note",
          "ps",
          "p.s",
          "edit",
          "reminder",
          "re",
          "fwd",
          "fw",
          "subject",
          "warning",
          "update",
          "question",
          "answer",
          "example",
          "tip",
          "fyi",
          "tldr",
          "date",
          "time",
          "address",
          "where",
          "when",
          "why",
          "what",
          "how",
          "today",
          "tomorrow",
          "hinweis",
          "frage",
          "betreff");

  private static final String STAMP =
      "\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4},?\\s+\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?:\\s?[AaPp]\\.?[Mm]\\.?)?";
  private static final Pattern STAMPED =
      Pattern.compile("(?:\\[" + STAMP + "]|" + STAMP + "\\s+[-–])\\s*(.*)");
  private static final Pattern HEADER = Pattern.compile("(.{1,40}?),? \\[" + STAMP + "]:?");
  private static final Pattern LABEL = Pattern.compile("([^\\s:][^:]{0,39}):(?:\\s+(.*))?");

  /**
   * A name of one to three words: a letter first, then letters, digits and the marks names have.
   */
  private static final Pattern NAME =
      Pattern.compile("\\p{L}[\\p{L}\\p{M}\\d.'’-]*(?: [\\p{L}\\p{M}\\d.'’-]+){0,2}");

  private final String pasted;
  private final List<Message> messages = new ArrayList<>();
  private boolean blankBefore;

  PastedText(String pasted) {
    this.pasted = pasted;
  }

  Transcript read() {
    for (String line : clean(pasted).split("\n", -1)) {
      take(line.strip());
    }
    @Nullable String user = secondOfTwoNames();
    return new Transcript(
        messages.stream()
            .filter(message -> !message.text.toString().isBlank())
            .map(message -> new Line(author(message.label, user), message.text.toString().strip()))
            .toList());
  }

  private void take(String line) {
    if (line.isEmpty()) {
      blankBefore = true;
      return;
    }
    Matcher stamped = STAMPED.matcher(line);
    Matcher header = HEADER.matcher(line);
    if (stamped.matches()) {
      // Exports name whoever they like, so any text before the colon is a name here.
      Matcher label = LABEL.matcher(stamped.group(1));
      if (label.matches()) {
        begin(label.group(1).strip(), label.group(2));
      }
    } else if (header.matches()) {
      begin(header.group(1).strip(), null);
    } else {
      Matcher label = LABEL.matcher(line);
      if (label.matches() && isSpeaker(label.group(1).strip())) {
        begin(label.group(1).strip(), label.group(2));
      } else {
        carryOn(line);
      }
    }
    blankBefore = false;
  }

  private void begin(String label, @Nullable String text) {
    messages.add(new Message(label, text));
  }

  private void carryOn(String line) {
    @Nullable Message open = messages.isEmpty() ? null : messages.get(messages.size() - 1);
    if (open == null || (open.label == null && blankBefore)) {
      messages.add(new Message(null, line));
    } else {
      open.text.append('\n').append(line);
    }
  }

  /** The user's name in an export where both sides go by name, else null. */
  private @Nullable String secondOfTwoNames() {
    Set<String> names = new LinkedHashSet<>();
    for (Message message : messages) {
      if (message.label == null || isRole(message.label)) {
        return null;
      }
      names.add(message.label);
    }
    return names.size() == 2 ? List.copyOf(names).get(1) : null;
  }

  private static Author author(@Nullable String label, @Nullable String user) {
    boolean own = label != null && (label.equals(user) || USER_LABELS.contains(lower(label)));
    return own ? Author.USER : Author.CONTACT;
  }

  private static boolean isSpeaker(String label) {
    return isRole(label)
        || (NAME.matcher(label).matches()
            && !Character.isLowerCase(label.codePointAt(0))
            && !NOT_NAMES.contains(lower(label)));
  }

  private static boolean isRole(String label) {
    return USER_LABELS.contains(lower(label)) || CONTACT_LABELS.contains(lower(label));
  }

  private static String lower(String label) {
    return label.toLowerCase(Locale.ROOT);
  }

  /** One kind of line break, no control or direction characters. */
  private static String clean(String text) {
    return text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .replaceAll("[\\p{Cc}&&[^\n\t]]|[\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]", "")
        .replace('\u00A0', ' ')
        .replace('\u202F', ' ');
  }

  private static final class Message {
    final @Nullable String label;
    final StringBuilder text = new StringBuilder();

    Message(@Nullable String label, @Nullable String text) {
      this.label = label;
      if (text != null) {
        this.text.append(text);
      }
    }
  }
}
