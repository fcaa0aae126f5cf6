package dev.repartee.coach.ocr;

import java.util.Arrays;

/**
 * A smooth area with everything it encloses: a bubble with its text, an avatar, the input box.
 *
 * @param box its bounds
 * @param inside which pixels of the bounds it covers, row by row, enclosed ones included
 * @param smooth which of them are its own fill
 * @param area how many pixels it covers
 * @param colour its mean fill, {@code 0x00RRGGBB}
 */
record Plate(Box box, boolean[] inside, boolean[] smooth, int area, int colour) {

  private static final int RIM = 4;
  private static final int SAME = 4;
  private static final int[] STEP_X = {1, -1, 0, 0};
  private static final int[] STEP_Y = {0, 0, 1, -1};

  static Plate of(Raster image, FlatRegions regions, FlatRegions.Region region) {
    Box box = region.box();
    int width = box.width();
    int height = box.height();
    boolean[] smooth = new boolean[width * height];
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int y = 0; y < height; y++) {
      int from = (box.top() + y) * image.width() + box.left();
      for (int x = 0; x < width; x++) {
        if (regions.labels()[from + x] == region.label()) {
          smooth[y * width + x] = true;
          int pixel = image.pixels()[from + x];
          red += pixel >> 16 & 0xFF;
          green += pixel >> 8 & 0xFF;
          blue += pixel & 0xFF;
        }
      }
    }
    boolean[] inside = enclosed(withRims(image, box, smooth), width, height);
    int area = 0;
    for (boolean pixel : inside) {
      area += pixel ? 1 : 0;
    }
    int n = region.area();
    int colour = (int) (red / n) << 16 | (int) (green / n) << 8 | (int) (blue / n);
    return new Plate(box, inside, smooth, area, colour);
  }

  /**
   * The smooth pixels and those beside them that have their colour. Where a reaction comes near to
   * a letter, the fill between the two is too narrow to be smooth, and the letter would seem to lie
   * outside.
   */
  private static boolean[] withRims(Raster image, Box box, boolean[] smooth) {
    int width = box.width();
    int[] colours = new int[smooth.length];
    boolean[] filled = smooth.clone();
    int[] edge = new int[smooth.length];
    int count = 0;
    for (int i = 0; i < smooth.length; i++) {
      if (smooth[i]) {
        colours[i] = image.at(box.left() + i % width, box.top() + i / width);
        edge[count++] = i;
      }
    }
    for (int ring = 0; ring < RIM; ring++) {
      int[] next = new int[smooth.length];
      int found = 0;
      for (int k = 0; k < count; k++) {
        for (int side = 0; side < 4; side++) {
          int x = edge[k] % width + STEP_X[side];
          int y = edge[k] / width + STEP_Y[side];
          int near = y * width + x;
          if (x >= 0 && y >= 0 && x < width && y < box.height() && !filled[near]) {
            int pixel = image.at(box.left() + x, box.top() + y);
            if (Raster.difference(pixel, colours[edge[k]]) <= SAME) {
              filled[near] = true;
              colours[near] = colours[edge[k]];
              next[found++] = near;
            }
          }
        }
      }
      edge = next;
      count = found;
    }
    return filled;
  }

  /** All that can not be reached from the edge of the bounds without crossing the fill. */
  private static boolean[] enclosed(boolean[] smooth, int width, int height) {
    boolean[] inside = new boolean[smooth.length];
    Arrays.fill(inside, true);
    int[] stack = new int[smooth.length];
    int depth = 0;
    for (int i = 0; i < smooth.length; i++) {
      int x = i % width;
      int y = i / width;
      boolean edge = x == 0 || y == 0 || x == width - 1 || y == height - 1;
      if (edge && !smooth[i]) {
        inside[i] = false;
        stack[depth++] = i;
      }
    }
    while (depth > 0) {
      int at = stack[--depth];
      int x = at % width;
      int y = at / width;
      for (int side = 0; side < 4; side++) {
        int nx = x + STEP_X[side];
        int ny = y + STEP_Y[side];
        int next = ny * width + nx;
        if (nx >= 0 && ny >= 0 && nx < width && ny < height && inside[next] && !smooth[next]) {
          inside[next] = false;
          stack[depth++] = next;
        }
      }
    }
    return inside;
  }

  /** The share of its bounds it covers: 1 for a rectangle, 0.79 for a circle. */
  double solidity() {
    return area / ((double) box.width() * box.height());
  }
}
