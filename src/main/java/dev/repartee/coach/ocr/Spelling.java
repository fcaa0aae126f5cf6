package dev.repartee.coach.ocr;

/** Puts right what Tesseract always gets wrong in chats. */
final class Spelling {

  private Spelling() {}

  static String tidy(String line) {
    return line.replace('\u2018', '\'')
        .replace('\u2019', '\'')
        .replace('\u201C', '"')
        .replace('\u201D', '"')
        .replaceAll("(?<![^\\s(\"'])[|\\]](?![^\\s.,!?;:'\")])", "I")
        .replaceAll("(?<=^|\\s)\\|(?=')", "I")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
