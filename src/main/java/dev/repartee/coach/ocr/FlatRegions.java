package dev.repartee.coach.ocr;

import java.util.List;

/**
 * The smooth areas of an image: a page, a bubble's fill, a header. Two neighbours belong together
 * when nothing around them changes by more than a few levels, so that a gradient stays one area and
 * a bubble that is hardly paler than its page is another.
 */
final class FlatRegions {

  private static final int CLEAN_TOLERANCE = 4;
  private static final int LOSSY_TOLERANCE = 5;
  private static final int BLUR = 3;
  private static final int SMALL = 600;
  private static final int BLUR_TOLERANCE = 7;
  private static final int SPECK = 5000;

  private final char[] labels;
  private final List<Region> regions;

  FlatRegions(char[] labels, List<Region> regions) {
    this.labels = labels;
    this.regions = regions;
  }

  /** One area: its label, its bounds (the right and bottom edge are inside) and its size. */
  record Region(int label, Box box, int area) {}

  List<Region> regions() {
    return regions;
  }

  /** The label of the area a pixel belongs to, 0 for none. The array is not a copy. */
  char[] labels() {
    return labels;
  }

  static FlatRegions of(Raster image, int minWidth, int minHeight) {
    if (!Tremor.isIn(image)) {
      return flat(image, false).areas(minWidth, minHeight, 0);
    }
    FlatRegions torn = flat(image, true).areas(3, 3, image.width() * image.width() / SPECK);
    return RegionGrowth.regions(image, torn, minWidth, minHeight);
  }

  private static Runs flat(Raster image, boolean lossy) {
    int width = image.width();
    int tolerance = lossy ? LOSSY_TOLERANCE : CLEAN_TOLERANCE;
    Runs runs = new Runs(width);
    boolean[] flat = new boolean[width];
    int[] above = new int[width];
    int[] row = new int[width];
    int[] below = new int[width];
    image.row(0, above);
    image.row(0, row);
    for (int y = 0; y < image.height(); y++) {
      image.row(Math.min(y + 1, image.height() - 1), below);
      for (int x = 0; x < width; x++) {
        int left = row[Math.max(0, x - 1)];
        int right = row[Math.min(width - 1, x + 1)];
        flat[x] = isFlat(row[x], left, right, above[x], below[x], tolerance);
      }
      if (lossy) {
        removeSlopes(image, y, flat);
      }
      runs.add(flat);
      int[] oldest = above;
      above = row;
      row = below;
      below = oldest;
    }
    return runs;
  }

  private static boolean isFlat(
      int centre, int left, int right, int above, int below, int tolerance) {
    return centre == left && centre == right && centre == above && centre == below
        || Raster.difference(centre, left) <= tolerance
            && Raster.difference(centre, right) <= tolerance
            && Raster.difference(centre, above) <= tolerance
            && Raster.difference(centre, below) <= tolerance
            && Raster.difference(left, right) <= tolerance
            && Raster.difference(above, below) <= tolerance;
  }

  /** Lossy formats keep colour at half the size: an edge may be as soft as a gradient. */
  private static void removeSlopes(Raster image, int y, boolean[] flat) {
    int width = image.width();
    int blur = width < SMALL ? BLUR - 1 : BLUR;
    int up = Math.max(0, y - blur);
    int down = Math.min(image.height() - 1, y + blur);
    for (int x = 0; x < width; x++) {
      if (flat[x]) {
        int left = image.at(Math.max(0, x - blur), y);
        int right = image.at(Math.min(width - 1, x + blur), y);
        flat[x] =
            Raster.difference(left, right) <= BLUR_TOLERANCE
                && Raster.difference(image.at(x, up), image.at(x, down)) <= BLUR_TOLERANCE;
      }
    }
  }
}
