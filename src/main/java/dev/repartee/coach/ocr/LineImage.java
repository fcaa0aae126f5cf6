package dev.repartee.coach.ocr;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One line of text as the recogniser likes it: dark on white, capitals of a fixed height, a margin
 * around it, and nothing but the line's own glyphs.
 *
 * @param grey one byte a pixel, row by row
 * @param words how many words there are, judged by the gaps
 * @param bars which of them, from 0, are one upright stroke, as a lone capital I
 * @param letters which of them are one glyph as wide as a letter
 * @param full whether it reaches the edge of its bubble
 * @param small whether none of it is as tall as a capital of the messages
 * @param lonePoint whether it is one glyph above a point, as in a lone question mark
 */
record LineImage(
    int width,
    int height,
    byte[] grey,
    int words,
    Set<Integer> bars,
    Set<Integer> letters,
    boolean full,
    boolean small,
    boolean lonePoint) {

  private static final double CAPITAL = 22;
  private static final double SMALL = 0.87;
  private static final int MARGIN = 12;
  private static final double WORD_GAP = 0.36;
  private static final double WIDER = 0.25;

  /** The flag of a digit 1 leaves more of its bounds empty than the rim of a bar. */
  private static final double UPRIGHT = 0.75;

  static LineImage of(TextLine line, Bubble bubble, double letter) {
    Ink ink = bubble.sheet().ink();
    Box box = line.box().grow(1);
    int contrast = Math.max(1, line.median(Glyph::contrast));
    Set<Integer> own = new HashSet<>();
    line.glyphs().forEach(glyph -> own.add(glyph.id()));
    float[] source = new float[box.width() * box.height()];
    for (int y = 0; y < box.height(); y++) {
      for (int x = 0; x < box.width(); x++) {
        int px = box.left() + x;
        int py = box.top() + y;
        int glyph = ink.glyphAt(px, py);
        if (glyph == 0 ? touches(own, ink, px, py) : own.contains(glyph)) {
          source[y * box.width() + x] = Math.min(1f, ink.distance(px, py) / (float) contrast);
        }
      }
    }
    List<TextLine> words = line.words(letter * WORD_GAP);
    float[] spaced = widen(source, box, words, (int) Math.ceil(letter * WIDER));
    byte[] grey = scale(spaced, spaced.length / box.height(), box.height(), CAPITAL / letter);
    int height = (int) Math.max(1, Math.round(box.height() * CAPITAL / letter)) + 2 * MARGIN;
    int padding = line.box().left() - bubble.box().left();
    boolean full = bubble.box().right() - line.box().right() < padding + letter * 0.8;
    return new LineImage(
        grey.length / height,
        height,
        grey,
        words.size(),
        which(words, word -> isLoneBar(word, letter)),
        which(words, word -> word.glyphs().size() == 1 && word.box().width() > letter * 0.5),
        full,
        line.tallest() < letter * SMALL,
        isLonePoint(line));
  }

  /** Whether the whole line is one upright stroke. */
  boolean loneBar() {
    return words == 1 && !bars.isEmpty();
  }

  private static Set<Integer> which(List<TextLine> words, Predicate<TextLine> property) {
    return IntStream.range(0, words.size())
        .filter(word -> property.test(words.get(word)))
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Tesseract misses narrow spaces, above all after a capital I; a little more room helps. */
  private static float[] widen(float[] source, Box box, List<TextLine> words, int by) {
    int height = box.height();
    int width = box.width() + by * (words.size() - 1);
    float[] result = new float[width * height];
    int shift = 0;
    int from = 0;
    for (int i = 0; i < words.size(); i++) {
      int to =
          i == words.size() - 1
              ? box.width()
              : (words.get(i).box().right() + words.get(i + 1).box().left()) / 2 - box.left();
      for (int y = 0; y < height; y++) {
        for (int x = from; x < to; x++) {
          result[y * width + x + shift] = source[y * box.width() + x];
        }
      }
      from = to;
      shift += by;
    }
    return result;
  }

  private static boolean isLoneBar(TextLine line, double letter) {
    Box box = line.box();
    return line.glyphs().size() == 1
        && box.width() * 3 < box.height()
        && line.glyphs().get(0).area() > box.width() * box.height() * UPRIGHT
        && Math.abs(box.height() - letter) <= letter * 0.15;
  }

  private static boolean isLonePoint(TextLine line) {
    if (line.glyphs().size() != 2) {
      return false;
    }
    Box one = line.glyphs().get(0).box();
    Box two = line.glyphs().get(1).box();
    boolean ordered = one.top() < two.top();
    Box upper = ordered ? one : two;
    Box lower = ordered ? two : one;
    return lower.top() > upper.bottom()
        && lower.height() * 3 < upper.height()
        && upper.overlapX(lower) > 0
        && upper.width() > lower.width() * 2;
  }

  /** The soft rim of a glyph is fainter than its threshold but belongs to it. */
  private static boolean touches(Set<Integer> own, Ink ink, int x, int y) {
    for (int ny = y - 1; ny <= y + 1; ny++) {
      for (int nx = x - 1; nx <= x + 1; nx++) {
        int glyph = ink.glyphAt(nx, ny);
        if (glyph != 0 && own.contains(glyph)) {
          return true;
        }
      }
    }
    return false;
  }

  private static byte[] scale(float[] source, int width, int height, double factor) {
    int w = Math.max(1, (int) Math.round(width * factor));
    int h = Math.max(1, (int) Math.round(height * factor));
    float[] wide = resample(source, width, height, w, true);
    float[] both = resample(wide, w, height, h, false);
    int outWidth = w + 2 * MARGIN;
    int outHeight = h + 2 * MARGIN;
    byte[] grey = new byte[outWidth * outHeight];
    Arrays.fill(grey, (byte) 255);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        float ink = Math.max(0, Math.min(1, both[y * w + x]));
        grey[(y + MARGIN) * outWidth + x + MARGIN] = (byte) Math.round(255 * (1 - ink));
      }
    }
    return grey;
  }

  /** Cubic when it grows, an area mean when it shrinks, along one axis. */
  private static float[] resample(
      float[] source, int width, int height, int target, boolean horizontal) {
    int length = horizontal ? width : height;
    double step = (double) length / target;
    double reach = Math.max(1, step) * 2;
    float[] result = new float[horizontal ? target * height : width * target];
    for (int t = 0; t < target; t++) {
      double centre = (t + 0.5) * step - 0.5;
      int from = (int) Math.ceil(centre - reach);
      int to = (int) Math.floor(centre + reach);
      double[] weights = new double[to - from + 1];
      double total = 0;
      for (int s = from; s <= to; s++) {
        weights[s - from] = cubic((s - centre) / Math.max(1, step));
        total += weights[s - from];
      }
      for (int other = 0; other < (horizontal ? height : width); other++) {
        double sum = 0;
        for (int s = Math.max(0, from); s <= Math.min(length - 1, to); s++) {
          int at = horizontal ? other * width + s : s * width + other;
          sum += source[at] * weights[s - from];
        }
        result[horizontal ? other * target + t : t * width + other] = (float) (sum / total);
      }
    }
    return result;
  }

  /** Catmull-Rom. */
  private static double cubic(double x) {
    double a = Math.abs(x);
    if (a >= 2) {
      return 0;
    }
    return a < 1 ? (1.5 * a - 2.5) * a * a + 1 : ((-0.5 * a + 2.5) * a - 4) * a + 2;
  }
}
