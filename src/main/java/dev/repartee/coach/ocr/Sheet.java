package dev.repartee.coach.ocr;

import java.util.List;

/** A plate and what is written on it. */
record Sheet(Plate plate, Ink ink) {

  Box box() {
    return plate.box();
  }

  /** The glyphs that could be letters, given the height of a capital. */
  List<Glyph> letters(double letter) {
    return ink.glyphs().stream()
        .filter(glyph -> glyph.height() >= letter * 0.6 && glyph.height() <= letter * 1.7)
        .toList();
  }
}
