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
  private static final double PAGE_WIDTH = 0.9;

  private final int width;
  private final int height;
  private final char[] labels;
  private final Raster colours;
  private final int[] pageColours;
  private Box[] boxes = new Box[0];
  private boolean[] isPage = new boolean[0];

  private RegionGrowth(char[] labels, Raster colours) {
    this.width = colours.width();
    this.height = colours.height();
    this.labels = labels;
    this.pageColours = new int[height];
    this.colours = colours;
  }

  /** The areas, mended, that have at least the given size. Their labels are changed. */
  static FlatRegions regions(Raster image, FlatRegions flat, int minWidth, int minHeight) {
    try (Raster colours = image.copy()) {
      RegionGrowth growth = new RegionGrowth(flat.labels(), colours);
      growth.boxes = new Box[flat.regions().size() + 1];
      for (FlatRegions.Region region : flat.regions()) {
        growth.boxes[region.label()] = region.box();
      }
      growth.findPage(flat, image);
      growth.calm(image);
      growth.grow(image);
      new AreaJoin(image, growth.labels, colours, growth.page(), growth.boxes).join();
      return growth.regions(minWidth, minHeight);
    }
  }

  private AreaJoin.Page page() {
    return new AreaJoin.Page(isPage, pageColours);
  }

  /** Averages the ripples out of what is smooth, along the rows. */
  private void calm(Raster image) {
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.row(y, row);
      int start = y * width;
      int from = 0;
      while (from < width) {
        int to = from + 1;
        while (to < width && labels[start + to] == labels[start + from]) {
          to++;
        }
        if (labels[start + from] != 0) {
          calm(row, start, from, to);
        }
        from = to;
      }
    }
  }

  private void calm(int[] row, int start, int from, int to) {
    int red = 0;
    int green = 0;
    int blue = 0;
    int low = from;
    int high = from;
    for (int x = from; x < to; x++) {
      for (; high < Math.min(to, x + WINDOW + 1); high++) {
        red += row[high] >> 16 & 0xFF;
        green += row[high] >> 8 & 0xFF;
        blue += row[high] & 0xFF;
      }
      for (; low < x - WINDOW; low++) {
        red -= row[low] >> 16 & 0xFF;
        green -= row[low] >> 8 & 0xFF;
        blue -= row[low] & 0xFF;
      }
      int n = high - low;
      colours.set(start + x, red / n << 16 | green / n << 8 | blue / n);
    }
  }

  /**
   * Ring by ring; a pixel takes the label and the colour of the smooth pixel it was reached from.
   */
  private void grow(Raster image) {
    IntList edge = edge();
    IntList next = new IntList();
    while (edge.size() > 0) {
      next.clear();
      for (int k = 0; k < edge.size(); k++) {
        int at = edge.get(k);
        int x = at % width;
        int y = at / width;
        for (int side = 0; side < 4; side++) {
          int near = neighbour(at, x, y, side);
          if (near >= 0 && labels[near] == 0 && belongs(image.at(near), at, y)) {
            labels[near] = labels[at];
            colours.set(near, colours.at(at));
            next.add(near);
          }
        }
      }
      IntList swap = edge;
      edge = next;
      next = swap;
    }
  }

  /** The pixels of all areas that have a neighbour in none. */
  private IntList edge() {
    IntList edge = new IntList();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        if (labels[at] != 0) {
          for (int side = 0; side < 4; side++) {
            int near = neighbour(at, x, y, side);
            if (near >= 0 && labels[near] == 0) {
              edge.add(at);
              break;
            }
          }
        }
      }
    }
    return edge;
  }

  /** Between two pale bubbles there may be a line of page too thin to be smooth. */
  private boolean belongs(int pixel, int at, int y) {
    int own = Raster.difference(pixel, colours.at(at));
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
          int pixel = image.at(i);
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

  private FlatRegions regions(int minWidth, int minHeight) {
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
