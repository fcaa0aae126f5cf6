package dev.repartee.coach.ocr;

/** A rectangle of pixels; all four edges are inside. */
record Box(int left, int top, int right, int bottom) {

  int width() {
    return right - left + 1;
  }

  int height() {
    return bottom - top + 1;
  }

  double middleX() {
    return (left + right) / 2.0;
  }

  double middleY() {
    return (top + bottom) / 2.0;
  }

  boolean contains(Box other) {
    return other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom;
  }

  Box union(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  Box grow(int by) {
    return new Box(left - by, top - by, right + by, bottom + by);
  }

  /** How many columns the two have in common, negative for the gap between them. */
  int overlapX(Box other) {
    return Math.min(right, other.right) - Math.max(left, other.left) + 1;
  }

  /** How many rows the two have in common, negative for the gap between them. */
  int overlapY(Box other) {
    return Math.min(bottom, other.bottom) - Math.max(top, other.top) + 1;
  }

  boolean overlaps(Box other) {
    return overlapX(other) > 0 && overlapY(other) > 0;
  }
}
