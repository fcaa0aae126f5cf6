package dev.repartee.coach.ocr;

import java.util.ArrayList;
import java.util.List;

/**
 * What is written on a plate: how far every pixel is from the fill around it. Measured against the
 * local fill and without a sign, so that dark themes and gradients are no special case.
 */
final class Ink {

  private static final int FAINTEST = 20;

  /** No text has more blots; a picture that has more is not looked at further. */
  private static final int MOST_GLYPHS = Character.MAX_VALUE;

  private final Box box;
  private final byte[] distance;
  private final char[] labels;
  private final List<Glyph> glyphs;

  private Ink(Box box, byte[] distance, char[] labels, List<Glyph> glyphs) {
    this.box = box;
    this.distance = distance;
    this.labels = labels;
    this.glyphs = glyphs;
  }

  List<Glyph> glyphs() {
    return glyphs;
  }

  /** How far a pixel of the image is from the fill, 0 outside the plate. */
  int distance(int x, int y) {
    if (x < box.left() || x > box.right() || y < box.top() || y > box.bottom()) {
      return 0;
    }
    return distance[(y - box.top()) * box.width() + x - box.left()] & 0xFF;
  }

  /** The id of the glyph a pixel of the image belongs to, 0 for none. */
  int glyphAt(int x, int y) {
    if (x < box.left() || x > box.right() || y < box.top() || y > box.bottom()) {
      return 0;
    }
    return labels[(y - box.top()) * box.width() + x - box.left()];
  }

  static Ink of(Raster image, Cutout cutout) {
    Box box = cutout.plate().box();
    int width = box.width();
    FillModel fill = FillModel.of(image, cutout);
    byte[] distance = new byte[width * box.height()];
    int[] histogram = new int[256];
    for (int y = 0; y < box.height(); y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        if (cutout.isInside(i)) {
          int d = Raster.difference(image.at(box.left() + x, box.top() + y), fill.at(x, y));
          distance[i] = (byte) d;
          histogram[d]++;
        }
      }
    }
    int threshold = Math.max(FAINTEST, percentile(histogram, FAINTEST, 0.9) * 3 / 10);
    char[] labels = new char[distance.length];
    List<Glyph> glyphs = label(image, box, distance, labels, threshold);
    return new Ink(box, distance, labels, glyphs);
  }

  private static int percentile(int[] histogram, int from, double share) {
    long total = 0;
    for (int d = from; d < 256; d++) {
      total += histogram[d];
    }
    long seen = 0;
    for (int d = from; d < 256; d++) {
      seen += histogram[d];
      if (seen >= total * share) {
        return d;
      }
    }
    return from;
  }

  private static List<Glyph> label(
      Raster image, Box box, byte[] distance, char[] labels, int threshold) {
    List<Glyph> glyphs = new ArrayList<>();
    int width = box.width();
    int height = box.height();
    IntList pixels = new IntList();
    for (int seed = 0; seed < distance.length && glyphs.size() < MOST_GLYPHS; seed++) {
      if ((distance[seed] & 0xFF) < threshold || labels[seed] != 0) {
        continue;
      }
      char id = (char) (glyphs.size() + 1);
      pixels.clear();
      pixels.add(seed);
      labels[seed] = id;
      for (int next = 0; next < pixels.size(); next++) {
        int y = pixels.get(next) / width;
        int x = pixels.get(next) - y * width;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
          for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
            int i = ny * width + nx;
            if (labels[i] == 0 && (distance[i] & 0xFF) >= threshold) {
              labels[i] = id;
              pixels.add(i);
            }
          }
        }
      }
      glyphs.add(measure(id, image, box, distance, pixels));
    }
    return glyphs;
  }

  private static Glyph measure(int id, Raster image, Box box, byte[] distance, IntList pixels) {
    int count = pixels.size();
    int left = Integer.MAX_VALUE;
    int right = 0;
    int top = Integer.MAX_VALUE;
    int bottom = 0;
    int[] histogram = new int[256];
    int width = box.width();
    for (int k = 0; k < count; k++) {
      int y = pixels.get(k) / width;
      int x = pixels.get(k) - y * width;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      histogram[distance[pixels.get(k)] & 0xFF]++;
    }
    int contrast = percentile(histogram, 0, 0.9);
    long[] sum = new long[3];
    int core = 0;
    for (int k = 0; k < count; k++) {
      if ((distance[pixels.get(k)] & 0xFF) * 10 >= contrast * 8) {
        int pixel = image.at(box.left() + pixels.get(k) % width, box.top() + pixels.get(k) / width);
        for (int c = 0; c < 3; c++) {
          sum[c] += pixel >> (16 - 8 * c) & 0xFF;
        }
        core++;
      }
    }
    int colour = (int) (sum[0] / core) << 16 | (int) (sum[1] / core) << 8 | (int) (sum[2] / core);
    long variety = 0;
    for (int k = 0; k < count; k++) {
      if ((distance[pixels.get(k)] & 0xFF) * 10 >= contrast * 8) {
        int pixel = image.at(box.left() + pixels.get(k) % width, box.top() + pixels.get(k) / width);
        variety += Raster.difference(pixel, colour);
      }
    }
    Box bounds =
        new Box(box.left() + left, box.top() + top, box.left() + right, box.top() + bottom);
    return new Glyph(id, bounds, count, contrast, colour, (int) (variety / core));
  }
}
