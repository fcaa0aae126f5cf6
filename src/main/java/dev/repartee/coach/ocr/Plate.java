package dev.repartee.coach.ocr;

/**
 * A smooth area with everything it encloses: a bubble with its text, an avatar, the input box.
 *
 * @param box its bounds
 * @param area how many pixels it covers
 * @param colour its mean fill, {@code 0x00RRGGBB}
 */
record Plate(Box box, int area, int colour) {

  /** The share of its bounds it covers: 1 for a rectangle, 0.79 for a circle. */
  double solidity() {
    return area / ((double) box.width() * box.height());
  }
}
