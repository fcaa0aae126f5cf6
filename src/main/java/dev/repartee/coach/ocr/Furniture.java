package dev.repartee.coach.ocr;

import java.util.List;

/** What an app draws around a conversation: the header above, the input box below, the keyboard. */
final class Furniture {

  private static final double HEADER_REACH = 0.22;
  private static final double FULL_WIDTH = 0.95;
  private static final int EDGE = 3;

  private final Raster image;
  private final double letter;

  Furniture(Raster image, double letter) {
    this.image = image;
    this.letter = letter;
  }

  void removeFrom(List<Sheet> sheets) {
    int header = headerBottom();
    sheets.removeIf(
        sheet ->
            sheet.box().bottom() <= header
                && sheets.stream()
                    .noneMatch(
                        other ->
                            other.box().top() >= header
                                && Raster.difference(other.plate().colour(), sheet.plate().colour())
                                    < 8
                                && (Math.abs(other.box().left() - sheet.box().left()) < letter
                                    || Math.abs(other.box().right() - sheet.box().right())
                                        < letter)));
    removeKeyboard(sheets);
    removeInputBox(sheets);
  }

  /** The last edge across the whole width in the upper part of the image; 0 for none. */
  private int headerBottom() {
    int last = 0;
    int width = image.width();
    for (int y = 1; y < image.height() * HEADER_REACH && y < image.height(); y++) {
      int changed = 0;
      for (int x = 0; x < width; x++) {
        if (Raster.difference(image.at(x, y), image.at(x, y - 1)) >= EDGE) {
          changed++;
        }
      }
      if (changed >= width * FULL_WIDTH) {
        last = y;
      }
    }
    return last;
  }

  /** Six or more keys side by side, and all that is below them. */
  private void removeKeyboard(List<Sheet> sheets) {
    int top = Integer.MAX_VALUE;
    for (Sheet sheet : sheets) {
      Box box = sheet.box();
      long alike =
          sheets.stream()
              .filter(other -> Math.abs(other.box().top() - box.top()) <= letter * 0.3)
              .filter(other -> Math.abs(other.box().height() - box.height()) <= letter * 0.3)
              .count();
      if (alike >= 6) {
        top = Math.min(top, box.top());
      }
    }
    int limit = top;
    sheets.removeIf(sheet -> sheet.box().bottom() >= limit);
  }

  private void removeInputBox(List<Sheet> sheets) {
    Sheet lowest = null;
    for (Sheet sheet : sheets) {
      if (lowest == null || sheet.box().bottom() > lowest.box().bottom()) {
        lowest = sheet;
      }
    }
    if (lowest == null) {
      return;
    }
    Box bottom = lowest.box();
    sheets.stream()
        .filter(sheet -> sheet.box().overlapY(bottom) > 0 && isInput(sheet))
        .mapToInt(sheet -> sheet.box().top())
        .min()
        .ifPresent(top -> sheets.removeIf(sheet -> sheet.box().bottom() > top));
  }

  /** A bubble is as wide as its text; an input box is as wide as it can be. */
  boolean isInput(Sheet sheet) {
    Box box = sheet.box();
    if (box.width() < image.width() * 0.45 || box.middleY() < image.height() * 0.5) {
      return false;
    }
    List<TextLine> lines = TextLine.group(sheet.letters(letter), letter);
    if (lines.size() != 1) {
      return false;
    }
    int right = box.left();
    int widest = 0;
    for (Glyph glyph : lines.get(0).glyphs()) {
      widest = Math.max(widest, glyph.box().left() - right);
      right = Math.max(right, glyph.box().right());
    }
    return Math.max(widest, box.right() - right) > box.width() * 0.3;
  }
}
