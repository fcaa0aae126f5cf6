package dev.repartee.coach.ocr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mends the smooth areas of a lossy image. Ripples around text tear a bubble's fill apart; here
 * each area grows over the ripples next to it, and areas of one colour that meet become one.
 */
final class RegionGrowth {

  private static final int REACH = 8;
  private static final int RIPPLE = 26;
  private static final int SAME = 8;
  private static final int SPECK = 5000;

  private final int width;
  private final int height;
  private final int[] labels;
  private final int[] colours;
  private int[] parents = new int[0];

  private RegionGrowth(Raster image, int[] labels) {
    this.width = image.width();
    this.height = image.height();
    this.labels = labels;
    this.colours = image.pixels().clone();
  }

  static RegionGrowth of(Raster image, FlatRegions flat) {
    RegionGrowth growth = new RegionGrowth(image, flat.labels());
    int most = 0;
    for (int label : flat.labels()) {
      most = Math.max(most, label);
    }
    growth.parents = new int[most + 1];
    for (int i = 0; i <= most; i++) {
      growth.parents[i] = i;
    }
    boolean[] known = new boolean[most + 1];
    int least = image.width() * image.width() / SPECK;
    for (FlatRegions.Region region : flat.regions()) {
      known[region.label()] = region.area() >= least;
    }
    for (int i = 0; i < growth.labels.length; i++) {
      if (!known[growth.labels[i]]) {
        growth.labels[i] = 0;
      }
    }
    growth.grow(image);
    growth.join();
    return growth;
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
    for (int ring = 0; ring < REACH && count > 0; ring++) {
      int found = 0;
      for (int k = 0; k < count; k++) {
        int at = edge[k];
        int x = at % width;
        int y = at / width;
        for (int side = 0; side < 4; side++) {
          int near = neighbour(at, x, y, side);
          if (near >= 0
              && labels[near] == 0
              && Raster.difference(image.pixels()[near], colours[at]) <= RIPPLE) {
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

  private int neighbour(int at, int x, int y, int side) {
    return switch (side) {
      case 0 -> x > 0 ? at - 1 : -1;
      case 1 -> x < width - 1 ? at + 1 : -1;
      case 2 -> y > 0 ? at - width : -1;
      default -> y < height - 1 ? at + width : -1;
    };
  }

  /** Judges two areas by all of their common border: a few alike pixels are chance. */
  private void join() {
    Map<Long, int[]> borders = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0) {
        int x = i % width;
        compare(i, x < width - 1 ? i + 1 : i, borders);
        compare(i, i + width < labels.length ? i + width : i, borders);
      }
    }
    borders.forEach(
        (pair, border) -> {
          if (border[1] <= border[0] * SAME) {
            int one = root((int) (pair >>> 32));
            int other = root(pair.intValue());
            parents[Math.max(one, other)] = Math.min(one, other);
          }
        });
    for (int i = 0; i < labels.length; i++) {
      labels[i] = root(labels[i]);
    }
  }

  private void compare(int a, int b, Map<Long, int[]> borders) {
    if (labels[b] != 0 && labels[a] != labels[b]) {
      long low = Math.min(labels[a], labels[b]);
      long high = Math.max(labels[a], labels[b]);
      int[] border = borders.computeIfAbsent(high << 32 | low, pair -> new int[2]);
      border[0]++;
      border[1] += Raster.difference(colours[a], colours[b]);
    }
  }

  private int root(int label) {
    int at = label;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  FlatRegions regions(int minWidth, int minHeight) {
    int[][] bounds = new int[parents.length][];
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
