package dev.repartee.coach.ocr;

/** Joins the lines a message was wrapped into. */
final class Wrapped {

  private final StringBuilder text = new StringBuilder();
  private boolean full;

  /**
   * Adds the next line.
   *
   * @param lineIsFull whether the line reaches the edge of its bubble
   */
  void add(String line, boolean lineIsFull) {
    if (!text.isEmpty() && !endsWithinWord()) {
      text.append(' ');
    }
    text.append(line);
    full = lineIsFull;
  }

  /** Whether the next line goes on without a space. */
  boolean endsWithinWord() {
    return endsInHyphen() || full && isLinkOnly();
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** A line may break after the hyphen of a word, where there was no space. */
  private boolean endsInHyphen() {
    int length = text.length();
    return length > 1
        && text.charAt(length - 1) == '-'
        && Character.isLetterOrDigit(text.charAt(length - 2));
  }

  /** Only an address that is too long for a line is broken within a word. */
  private boolean isLinkOnly() {
    String last = text.substring(text.lastIndexOf(" ") + 1);
    return last.contains("://") || last.startsWith("www.");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
