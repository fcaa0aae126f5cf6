package dev.repartee.coach.ocr;

/** The pixels of a plate: which are its fill, and which lie within it. One byte for each. */
final class Cutout {

  private static final int SMOOTH = 1;
  private static final int FILLED = 2;
  private static final int OUTSIDE = 4;

  private static final int RIM = 4;
  private static final int SAME = 4;
  private static final int[] STEP_X = {1, -1, 0, 0};
  private static final int[] STEP_Y = {0, 0, 1, -1};

  private final Raster image;
  private final Box box;
  private final int width;
  private final int height;
  private final byte[] marks;
  private final Plate plate;

  private Cutout(Raster image, FlatRegions regions, FlatRegions.Region region) {
    this.image = image;
    this.box = region.box();
    this.width = box.width();
    this.height = box.height();
    this.marks = new byte[width * height];
    int colour = markSmooth(regions.labels(), region);
    fillRims();
    markOutside();
    int area = 0;
    for (byte mark : marks) {
      area += (mark & OUTSIDE) == 0 ? 1 : 0;
    }
    this.plate = new Plate(box, area, colour);
  }

  static Cutout of(Raster image, FlatRegions regions, FlatRegions.Region region) {
    return new Cutout(image, regions, region);
  }

  Plate plate() {
    return plate;
  }

  /** Whether a pixel, counted within the bounds row by row, is a part of the fill itself. */
  boolean isSmooth(int index) {
    return (marks[index] & SMOOTH) != 0;
  }

  /** Whether a pixel is covered by the plate, enclosed ones included. */
  boolean isInside(int index) {
    return (marks[index] & OUTSIDE) == 0;
  }

  private int pixel(int index) {
    int y = index / width;
    return image.at(box.left() + index - y * width, box.top() + y);
  }

  /** Marks the area's own pixels; returns their mean colour. */
  private int markSmooth(char[] labels, FlatRegions.Region region) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int y = 0; y < height; y++) {
      int from = (box.top() + y) * image.width() + box.left();
      for (int x = 0; x < width; x++) {
        if (labels[from + x] == region.label()) {
          marks[y * width + x] = SMOOTH | FILLED;
          int pixel = image.at(from + x);
          red += pixel >> 16 & 0xFF;
          green += pixel >> 8 & 0xFF;
          blue += pixel & 0xFF;
        }
      }
    }
    int n = region.area();
    return (int) (red / n) << 16 | (int) (green / n) << 8 | (int) (blue / n);
  }

  /** The neighbour of a pixel on one of its four sides, -1 for none. */
  private int neighbour(int at, int side) {
    int y = at / width;
    int x = at - y * width + STEP_X[side];
    y += STEP_Y[side];
    return x >= 0 && y >= 0 && x < width && y < height ? y * width + x : -1;
  }

  private boolean hasEmptyNeighbour(int at) {
    for (int side = 0; side < 4; side++) {
      int near = neighbour(at, side);
      if (near >= 0 && marks[near] == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Fills the pixels beside the smooth ones that have their colour. Where a reaction comes near to
   * a letter, the fill between the two is too narrow to be smooth, and the letter would seem to lie
   * outside.
   */
  private void fillRims() {
    IntList edge = new IntList();
    IntList colours = new IntList();
    for (int at = 0; at < marks.length; at++) {
      if (marks[at] != 0 && hasEmptyNeighbour(at)) {
        edge.add(at);
        colours.add(pixel(at));
      }
    }
    for (int ring = 0; ring < RIM; ring++) {
      IntList next = new IntList();
      IntList nextColours = new IntList();
      for (int k = 0; k < edge.size(); k++) {
        for (int side = 0; side < 4; side++) {
          int near = neighbour(edge.get(k), side);
          if (near >= 0
              && marks[near] == 0
              && Raster.difference(pixel(near), colours.get(k)) <= SAME) {
            marks[near] = FILLED;
            next.add(near);
            nextColours.add(colours.get(k));
          }
        }
      }
      edge = next;
      colours = nextColours;
    }
  }

  /** Marks all that can be reached from the edge of the bounds without crossing the fill. */
  private void markOutside() {
    IntList stack = new IntList();
    for (int x = 0; x < width; x++) {
      reach(x, stack);
      reach((height - 1) * width + x, stack);
    }
    for (int y = 0; y < height; y++) {
      reach(y * width, stack);
      reach(y * width + width - 1, stack);
    }
    while (stack.size() > 0) {
      int at = stack.pop();
      for (int side = 0; side < 4; side++) {
        int near = neighbour(at, side);
        if (near >= 0) {
          reach(near, stack);
        }
      }
    }
  }

  private void reach(int at, IntList stack) {
    if (marks[at] == 0) {
      marks[at] = OUTSIDE;
      stack.add(at);
    }
  }
}
