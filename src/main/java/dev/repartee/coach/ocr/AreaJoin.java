package dev.repartee.coach.ocr;

import java.util.HashMap;
import java.util.Map;

/** Joins the areas of a lossy image that are one: a fill that ripples around text tore apart. */
final class AreaJoin {

  private static final int SAME = 7;

  /** How far a gradient may go from above a line of text to below it. */
  private static final int SHADES = 22;

  private static final int STRONG = 60;
  private static final int ACROSS = 3;
  private static final double BRIDGE = 0.04;

  private final int width;
  private final char[] labels;
  private final Raster pixels;
  private final Raster colours;
  private final Page page;
  private final Box[] boxes;
  private final int[] parents;

  /**
   * What is behind the bubbles.
   *
   * @param areas which labels are a part of it
   * @param colours its mean colour, row by row
   */
  record Page(boolean[] areas, int[] colours) {}

  AreaJoin(Raster image, char[] labels, Raster colours, Page page, Box[] boxes) {
    this.width = image.width();
    this.labels = labels;
    this.pixels = image;
    this.colours = colours;
    this.page = page;
    this.boxes = boxes;
    this.parents = new int[boxes.length];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = i;
    }
  }

  /** Judges two areas by all of their common border: a few alike pixels are chance. */
  void join() {
    Map<Long, int[]> borders = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0) {
        int x = i % width;
        if (x < width - 1) {
          compare(i, i + 1, x >= ACROSS && x + ACROSS < width - 1 ? ACROSS : 0, borders);
        }
        int rows = ACROSS * width;
        if (i + width < labels.length) {
          compare(i, i + width, i >= rows && i + width + rows < labels.length ? rows : 0, borders);
        }
      }
    }
    borders.forEach(
        (pair, border) -> {
          boolean outlined = touchesPage(pair) && border[3] > border[0] * SAME;
          boolean torn =
              border[4] == border[0]
                  && border[1] <= border[0] * SHADES
                  && border[3] > border[0] * SAME;
          boolean apart = border[5] * 10 > border[0] * 6;
          boolean bridge = border[0] < share(pair);
          if (bridge) {
            return;
          }
          if ((Math.min(border[1], border[2]) <= border[0] * SAME && !outlined || torn) && !apart) {
            int one = root((int) (pair >>> 32));
            int other = root(pair.intValue());
            parents[Math.max(one, other)] = Math.min(one, other);
          }
        });
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (char) root(labels[i]);
    }
  }

  /** How long the border of two areas must be at least, given the smaller one's bounds. */
  private double share(long pair) {
    return Math.min(around((int) (pair >>> 32)), around((int) pair)) * BRIDGE;
  }

  private int around(int label) {
    Box box = boxes[label];
    return 2 * (box.width() + box.height());
  }

  private static boolean isStrong(int colour, int paper) {
    return Raster.difference(colour, paper) > STRONG;
  }

  /** Around a bubble that is as white as its page there is a line that must not be grown over. */
  private boolean touchesPage(long pair) {
    return page.areas[(int) (pair >>> 32)] || page.areas[(int) pair];
  }

  /** By the colours they were reached with, and by the pixels a little further in on both sides. */
  private void compare(int a, int b, int across, Map<Long, int[]> borders) {
    if (labels[b] != 0 && labels[a] != labels[b]) {
      long low = Math.min(labels[a], labels[b]);
      long high = Math.max(labels[a], labels[b]);
      int[] border = borders.computeIfAbsent(high << 32 | low, pair -> new int[6]);
      border[0]++;
      border[1] += Raster.difference(colours.at(a), colours.at(b));
      border[2] += Raster.difference(pixels.at(a - across), pixels.at(b + across));
      int paper = page.colours[a / width];
      border[5] += isBetween(a, b, paper) ? 1 : 0;
      border[4] += isStrong(colours.at(a), paper) && isStrong(colours.at(b), paper) ? 1 : 0;
      border[3] +=
          Math.max(
              Raster.difference(pixels.at(a), colours.at(a)),
              Raster.difference(pixels.at(b), colours.at(b)));
    }
  }

  /** Where two pale bubbles meet, what is left of the page between them shines through. */
  private boolean isBetween(int a, int b, int paper) {
    if (page.areas[labels[a]] || page.areas[labels[b]] || isStrong(colours.at(a), paper)) {
      return false;
    }
    int own = Raster.difference(colours.at(a), paper);
    int nearer =
        Math.min(Raster.difference(pixels.at(a), paper), Raster.difference(pixels.at(b), paper));
    return own > SAME && nearer * 10 <= own * 7;
  }

  private int root(int label) {
    int at = label;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }
}
