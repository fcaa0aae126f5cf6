package dev.repartee.coach.ocr;

/**
 * A connected blot of ink: a letter, an accent, a tick, an emoji, a photo.
 *
 * @param id its number in the ink it was found in
 * @param box its bounds in the image
 * @param area how many pixels it has
 * @param contrast how far its strongest pixels are from the fill, 0 to 255
 * @param colour the mean of its strongest pixels
 * @param variety how much those pixels differ from each other; high for pictures
 */
record Glyph(int id, Box box, int area, int contrast, int colour, int variety) {

  /** The variety above which a glyph is a picture. */
  static final int MANY_COLOURS = 28;

  int height() {
    return box.height();
  }

  int width() {
    return box.width();
  }
}
