package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Author;
import java.util.List;

/**
 * A message on the page.
 *
 * @param author whose side it is on
 * @param sheet its plate and ink
 * @param enclosed plates within it: quotes, cards, flat parts of photos
 */
record Bubble(Author author, Sheet sheet, List<Box> enclosed) {

  Box box() {
    return sheet.box();
  }
}
