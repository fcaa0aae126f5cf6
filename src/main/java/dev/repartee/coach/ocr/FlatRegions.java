package dev.repartee.coach.ocr;

import java.util.ArrayList;
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

  private final int[] labels;
  private final List<Region> regions;

  FlatRegions(int[] labels, List<Region> regions) {
    this.labels = labels;
    this.regions = regions;
  }

  /** One area: its label, its bounds (the right and bottom edge are inside) and its size. */
  record Region(int label, Box box, int area) {}

  List<Region> regions() {
    return regions;
  }

  /** The label of the area a pixel belongs to, 0 for none. The array is not a copy. */
  int[] labels() {
    return labels;
  }

  static FlatRegions of(Raster image, int minWidth, int minHeight) {
    int[] labels = new int[image.pixels().length];
    boolean lossy = Tremor.isIn(image);
    boolean[] flat = flat(image, lossy ? LOSSY_TOLERANCE : CLEAN_TOLERANCE);
    if (lossy) {
      removeSlopes(image, flat);
    }
    FlatRegions found =
        label(
            flat,
            labels,
            image.width(),
            image.height(),
            lossy ? 3 : minWidth,
            lossy ? 3 : minHeight);
    return lossy ? RegionGrowth.of(image, found).regions(minWidth, minHeight) : found;
  }

  private static boolean[] flat(Raster image, int tolerance) {
    int width = image.width();
    int height = image.height();
    int[] p = image.pixels();
    boolean[] flat = new boolean[p.length];
    for (int y = 0; y < height; y++) {
      int up = y == 0 ? 0 : -width;
      int down = y == height - 1 ? 0 : width;
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int left = p[x == 0 ? i : i - 1];
        int right = p[x == width - 1 ? i : i + 1];
        int above = p[i + up];
        int below = p[i + down];
        int centre = p[i];
        flat[i] =
            centre == left && centre == right && centre == above && centre == below
                || Raster.difference(centre, left) <= tolerance
                    && Raster.difference(centre, right) <= tolerance
                    && Raster.difference(centre, above) <= tolerance
                    && Raster.difference(centre, below) <= tolerance
                    && Raster.difference(left, right) <= tolerance
                    && Raster.difference(above, below) <= tolerance;
      }
    }
    return flat;
  }

  /** Lossy formats keep colour at half the size: an edge may be as soft as a gradient. */
  private static void removeSlopes(Raster image, boolean[] flat) {
    int width = image.width();
    int blur = width < SMALL ? BLUR - 1 : BLUR;
    int[] p = image.pixels();
    for (int y = 0; y < image.height(); y++) {
      int up = Math.max(0, y - blur) * width;
      int down = Math.min(image.height() - 1, y + blur) * width;
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        if (flat[i]) {
          int left = p[y * width + Math.max(0, x - blur)];
          int right = p[y * width + Math.min(width - 1, x + blur)];
          flat[i] =
              Raster.difference(left, right) <= BLUR_TOLERANCE
                  && Raster.difference(p[up + x], p[down + x]) <= BLUR_TOLERANCE;
        }
      }
    }
  }

  private static FlatRegions label(
      boolean[] flat, int[] labels, int width, int height, int minWidth, int minHeight) {
    List<Region> regions = new ArrayList<>();
    int[] stack = new int[1024];
    int next = 0;
    for (int seed = 0; seed < flat.length; seed++) {
      if (!flat[seed] || labels[seed] != 0) {
        continue;
      }
      int label = ++next;
      int depth = 0;
      int area = 0;
      int x0 = width;
      int x1 = -1;
      int y0 = height;
      int y1 = -1;
      stack[depth++] = seed;
      labels[seed] = label;
      while (depth > 0) {
        int at = stack[--depth];
        int y = at / width;
        int x = at - y * width;
        area++;
        x0 = Math.min(x0, x);
        x1 = Math.max(x1, x);
        y0 = Math.min(y0, y);
        y1 = Math.max(y1, y);
        if (depth + 4 > stack.length) {
          stack = java.util.Arrays.copyOf(stack, stack.length * 2);
        }
        if (x > 0 && flat[at - 1] && labels[at - 1] == 0) {
          labels[at - 1] = label;
          stack[depth++] = at - 1;
        }
        if (x < width - 1 && flat[at + 1] && labels[at + 1] == 0) {
          labels[at + 1] = label;
          stack[depth++] = at + 1;
        }
        if (y > 0 && flat[at - width] && labels[at - width] == 0) {
          labels[at - width] = label;
          stack[depth++] = at - width;
        }
        if (y < height - 1 && flat[at + width] && labels[at + width] == 0) {
          labels[at + width] = label;
          stack[depth++] = at + width;
        }
      }
      Box box = new Box(x0, y0, x1, y1);
      if (box.width() >= minWidth && box.height() >= minHeight) {
        regions.add(new Region(label, box, area));
      }
    }
    return new FlatRegions(labels, regions);
  }
}
