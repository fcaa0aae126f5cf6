package dev.repartee.coach.ocr;

import java.util.List;

/** A plate and what is written on it. */
record Sheet(Plate plate, Ink ink) {

  /** Sheets come from one image, where no two areas have the same bounds and size. */
  boolean isOther(Sheet sheet) {
    return !box().equals(sheet.box()) || plate.area() != sheet.plate.area();
  }

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
