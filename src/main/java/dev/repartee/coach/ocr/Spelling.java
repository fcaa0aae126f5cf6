package dev.repartee.coach.ocr;

import java.util.regex.Pattern;

/** Puts right what Tesseract tends to get wrong in chats. */
final class Spelling {

  private static final Pattern LONE_BAR =
      Pattern.compile("(?<![^\\s(\"'])(?:[|\\]l](?![^\\s.,!?;:\")])|[|l](?='(?:m|ll|d|ve)\\b))");

  /** In a text a new word follows a question mark or a colon, in a link it does not. */
  private static final Pattern SPLIT =
      Pattern.compile("(?<=\\w)([-/]|(?<=/[^ ]{1,200})[?=&_:]) (?=\\w)");

  private static final Pattern LONE_STROKE = Pattern.compile("[1lI|!\\]]");
  private static final Pattern LONE_RING = Pattern.compile("\\([oO06]\\)");
  private static final Pattern LOW_I = Pattern.compile("(?<![^\\s(\"'])l(?=[tfsn](?![^\\s.,!?']))");

  /** The hours 10 to 23: a 1 is so narrow that it seems to stand alone. */
  private static final Pattern SPLIT_CLOCK =
      Pattern.compile("(?<![\\d.,:])([12]) (?=\\d:[0-5]\\d(?!\\d))");

  private static final Pattern MERGED_I =
      Pattern.compile("(?<![^\\s(\"'])[Il](?=(am|do|did|can|will|mean|still)\\b)");

  /** Merged with an I, these are a word in no language. */
  private static final Pattern CLEARLY_MERGED_I =
      Pattern.compile(
          "(?<![^\\s(\"'])[Il](?=(have|had|know|knew|was|would|think|could|need|want|love|like"
              + "|don't|just|hope|guess|got|saw|should|might|really)\\b)");

  private Spelling() {}

  /** The text of a line, given the line as it was seen. */
  static String tidy(String text, LineImage line) {
    String tidy =
        text.replace('\u2018', '\'')
            .replace('\u2019', '\'')
            .replace('\u201C', '"')
            .replace('\u201D', '"')
            .replaceAll("\\s+", " ")
            .strip();
    if (line.loneBar()) {
      return "I";
    }
    if (line.lonePoint() && tidy.length() == 1 && !tidy.equals("!")) {
      return "?";
    }
    tidy = tidy.replaceAll("(?<![^\\s(\"])[lI|]'[Il|]{1,2}(?![^\\s.,!?])", "I'll");
    tidy = withLoneLetters(tidy, line);
    tidy = LOW_I.matcher(tidy).replaceAll("I");
    tidy = SPLIT_CLOCK.matcher(tidy).replaceAll("$1");
    tidy = LONE_BAR.matcher(tidy).replaceAll("I");
    if (words(tidy) > line.words()) {
      String joined = SPLIT.matcher(tidy).replaceAll("$1");
      tidy = words(joined) >= line.words() ? joined : tidy;
    }
    tidy = CLEARLY_MERGED_I.matcher(tidy).replaceAll("I ");
    if (words(tidy) < line.words()) {
      tidy = MERGED_I.matcher(tidy).replaceAll("I ");
    }
    return tidy;
  }

  /**
   * A word that is one upright stroke is no digit, which would have a flag; a ring of one glyph is
   * no letter in parentheses.
   */
  private static String withLoneLetters(String text, LineImage line) {
    String[] words = text.split(" ");
    if (words.length != line.words()) {
      return text;
    }
    for (int bar : line.bars()) {
      words[bar] = LONE_STROKE.matcher(words[bar]).matches() ? "I" : words[bar];
    }
    for (int letter : line.letters()) {
      words[letter] = LONE_RING.matcher(words[letter]).matches() ? "O" : words[letter];
    }
    return String.join(" ", words);
  }

  private static int words(String text) {
    return text.split(" ").length;
  }
}
