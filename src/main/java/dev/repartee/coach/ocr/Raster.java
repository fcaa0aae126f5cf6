package dev.repartee.coach.ocr;

/** Decoded pixels, {@code 0x00RRGGBB}, row by row. */
record Raster(int width, int height, int[] pixels) {

  int at(int x, int y) {
    return pixels[y * width + x];
  }

  /** The largest difference of two colours in one channel, 0 to 255. */
  static int difference(int a, int b) {
    int red = Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF));
    int green = Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF));
    int blue = Math.abs((a & 0xFF) - (b & 0xFF));
    return Math.max(red, Math.max(green, blue));
  }
}
