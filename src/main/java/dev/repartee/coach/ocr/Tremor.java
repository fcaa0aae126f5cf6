package dev.repartee.coach.ocr;

/** Tells a lossy image by the ripples that JPEG and WebP leave beside sharp edges. */
final class Tremor {

  private static final int SHARP = 60;
  private static final int RIPPLE = 10;
  private static final double SHARE = 0.3;

  private Tremor() {}

  static boolean isIn(Raster image) {
    int rippled = 0;
    int calm = 0;
    for (int y = 0; y < image.height(); y += 3) {
      for (int x = 8; x < image.width() - 1; x++) {
        if (Raster.difference(image.at(x - 8, y), image.at(x - 4, y)) >= SHARP) {
          int change = Raster.difference(image.at(x, y), image.at(x + 1, y));
          if (change == 0) {
            calm++;
          } else if (change <= RIPPLE) {
            rippled++;
          }
        }
      }
    }
    return rippled > (rippled + calm) * SHARE;
  }
}
