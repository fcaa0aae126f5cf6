package dev.repartee.coach.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mends the smooth areas of a lossy image. Ripples around text tear a bubble's fill apart; here
 * each area grows over the ripples next to it, and areas of one colour that meet become one.
 */
final class RegionGrowth {

  private static final int RIPPLE = 40;

  private static final int WINDOW = 8;
  private static final int SPECK = 5000;
  private static final double PAGE_WIDTH = 0.9;

  private final int width;
  private final int height;
  private final int[] labels;
  private final int[] colours;
  private final int[] pageColours;
  private Box[] boxes = new Box[0];
  private boolean[] isPage = new boolean[0];

  private RegionGrowth(Raster image, int[] labels) {
    this.width = image.width();
    this.height = image.height();
    this.labels = labels;
    this.pageColours = new int[height];
    this.colours = image.pixels().clone();
  }

  static RegionGrowth of(Raster image, FlatRegions flat) {
    RegionGrowth growth = new RegionGrowth(image, flat.labels());
    int most = 0;
    for (int label : flat.labels()) {
      most = Math.max(most, label);
    }
    boolean[] known = new boolean[most + 1];
    growth.boxes = new Box[most + 1];
    int least = image.width() * image.width() / SPECK;
    for (FlatRegions.Region region : flat.regions()) {
      growth.boxes[region.label()] = region.box();
      known[region.label()] = region.area() >= least;
    }
    for (int i = 0; i < growth.labels.length; i++) {
      if (!known[growth.labels[i]]) {
        growth.labels[i] = 0;
      }
    }
    growth.findPage(flat, image);
    growth.calm(image);
    growth.grow(image);
    new AreaJoin(image, growth.labels, growth.colours, growth.page(), growth.boxes).join();
    return growth;
  }

  private AreaJoin.Page page() {
    return new AreaJoin.Page(isPage, pageColours);
  }

  /** Averages the ripples out of what is smooth, along the rows. */
  private void calm(Raster image) {
    int[] p = image.pixels();
    for (int y = 0; y < height; y++) {
      int from = y * width;
      while (from < (y + 1) * width) {
        int to = from + 1;
        while (to < (y + 1) * width && labels[to] == labels[from]) {
          to++;
        }
        if (labels[from] != 0) {
          calm(p, from, to);
        }
        from = to;
      }
    }
  }

  private void calm(int[] p, int from, int to) {
    int red = 0;
    int green = 0;
    int blue = 0;
    int low = from;
    int high = from;
    for (int i = from; i < to; i++) {
      for (; high < Math.min(to, i + WINDOW + 1); high++) {
        red += p[high] >> 16 & 0xFF;
        green += p[high] >> 8 & 0xFF;
        blue += p[high] & 0xFF;
      }
      for (; low < i - WINDOW; low++) {
        red -= p[low] >> 16 & 0xFF;
        green -= p[low] >> 8 & 0xFF;
        blue -= p[low] & 0xFF;
      }
      int n = high - low;
      colours[i] = red / n << 16 | green / n << 8 | blue / n;
    }
  }

  /**
   * Ring by ring; a pixel takes the label and the colour of the smooth pixel it was reached from.
   */
  private void grow(Raster image) {
    int[] edge = new int[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0) {
        edge[count++] = i;
      }
    }
    int[] next = new int[labels.length];
    while (count > 0) {
      int found = 0;
      for (int k = 0; k < count; k++) {
        int at = edge[k];
        int x = at % width;
        int y = at / width;
        for (int side = 0; side < 4; side++) {
          int near = neighbour(at, x, y, side);
          if (near >= 0 && labels[near] == 0 && belongs(image.pixels()[near], at, y)) {
            labels[near] = labels[at];
            colours[near] = colours[at];
            next[found++] = near;
          }
        }
      }
      int[] swap = edge;
      edge = next;
      next = swap;
      count = found;
    }
  }

  /** Between two pale bubbles there may be a line of page too thin to be smooth. */
  private boolean belongs(int pixel, int at, int y) {
    int own = Raster.difference(pixel, colours[at]);
    if (own > RIPPLE) {
      return false;
    }
    return isPage[labels[at]] || Raster.difference(pixel, pageColours[y]) + 3 >= own;
  }

  /**
   * The mean colour of the page, row by row. A divider across the whole width cuts the page in two,
   * so every area that is nearly as wide as the image is a part of it.
   */
  private void findPage(FlatRegions flat, Raster image) {
    isPage = new boolean[boxes.length];
    int most = 0;
    int largest = 0;
    for (FlatRegions.Region region : flat.regions()) {
      isPage[region.label()] = region.box().width() >= width * PAGE_WIDTH;
      if (region.area() > most) {
        most = region.area();
        largest = region.label();
      }
    }
    isPage[largest] = true;
    int known = -1;
    for (int y = 0; y < height; y++) {
      long[] sums = new long[4];
      for (int i = y * width; i < (y + 1) * width; i++) {
        if (isPage[labels[i]]) {
          int pixel = image.pixels()[i];
          sums[0] += pixel >> 16 & 0xFF;
          sums[1] += pixel >> 8 & 0xFF;
          sums[2] += pixel & 0xFF;
          sums[3]++;
        }
      }
      if (sums[3] > 0) {
        int colour =
            (int) (sums[0] / sums[3]) << 16
                | (int) (sums[1] / sums[3]) << 8
                | (int) (sums[2] / sums[3]);
        if (known < 0) {
          Arrays.fill(pageColours, 0, y, colour);
        }
        known = colour;
      }
      pageColours[y] = known;
    }
  }

  private int neighbour(int at, int x, int y, int side) {
    return switch (side) {
      case 0 -> x > 0 ? at - 1 : -1;
      case 1 -> x < width - 1 ? at + 1 : -1;
      case 2 -> y > 0 ? at - width : -1;
      default -> y < height - 1 ? at + width : -1;
    };
  }

  FlatRegions regions(int minWidth, int minHeight) {
    int[][] bounds = new int[boxes.length][];
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      if (label == 0) {
        continue;
      }
      int x = i % width;
      int y = i / width;
      int[] b = bounds[label];
      if (b == null) {
        b = new int[] {x, y, x, y, 0};
        bounds[label] = b;
      }
      b[0] = Math.min(b[0], x);
      b[2] = Math.max(b[2], x);
      b[3] = y;
      b[4]++;
    }
    List<FlatRegions.Region> regions = new ArrayList<>();
    for (int label = 1; label < bounds.length; label++) {
      int[] b = bounds[label];
      if (b != null && b[2] - b[0] + 1 >= minWidth && b[3] - b[1] + 1 >= minHeight) {
        regions.add(new FlatRegions.Region(label, new Box(b[0], b[1], b[2], b[3]), b[4]));
      }
    }
    return new FlatRegions(labels, regions);
  }
}
