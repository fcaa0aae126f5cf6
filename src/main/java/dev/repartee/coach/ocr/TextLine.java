package dev.repartee.coach.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Glyphs that stand on one line, from left to right. */
record TextLine(List<Glyph> glyphs, Box box) {

  private static final double ACCENT_REACH = 0.45;

  static TextLine of(List<Glyph> glyphs) {
    List<Glyph> sorted = new ArrayList<>(glyphs);
    sorted.sort(Comparator.comparingInt(glyph -> glyph.box().left()));
    Box box = sorted.get(0).box();
    for (Glyph glyph : sorted) {
      box = box.union(glyph.box());
    }
    return new TextLine(List.copyOf(sorted), box);
  }

  /**
   * Sorts glyphs into lines, from top to bottom.
   *
   * @param letter the height of a capital, in pixels
   */
  static List<TextLine> group(List<Glyph> glyphs, double letter) {
    List<Glyph> letters = new ArrayList<>();
    List<Glyph> marks = new ArrayList<>();
    for (Glyph glyph : glyphs) {
      (glyph.height() >= letter * 0.5 ? letters : marks).add(glyph);
    }
    letters.sort(Comparator.comparingDouble(glyph -> glyph.box().middleY()));
    List<List<Glyph>> rows = new ArrayList<>();
    List<Box> bands = new ArrayList<>();
    for (Glyph glyph : letters) {
      int best = -1;
      for (int i = Math.max(0, rows.size() - 3); i < rows.size(); i++) {
        int overlap = bands.get(i).overlapY(glyph.box());
        if (overlap * 2 >= Math.min(bands.get(i).height(), glyph.height())) {
          best = i;
        }
      }
      if (best < 0) {
        rows.add(new ArrayList<>(List.of(glyph)));
        bands.add(glyph.box());
      } else {
        rows.get(best).add(glyph);
        bands.set(best, bands.get(best).union(glyph.box()));
      }
    }
    for (Glyph mark : marks) {
      int nearest = -1;
      double distance = letter * ACCENT_REACH;
      for (int i = 0; i < rows.size(); i++) {
        double gap = Math.max(0, -bands.get(i).overlapY(mark.box())) + aside(rows.get(i), mark) / 2;
        if (gap < distance) {
          distance = gap;
          nearest = i;
        }
      }
      if (nearest >= 0) {
        rows.get(nearest).add(mark);
      }
    }
    List<TextLine> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(of(row)));
    lines.sort(Comparator.comparingDouble(line -> line.box.middleY()));
    return lines;
  }

  /** How far a mark is beside the nearest glyph of a row. */
  private static double aside(List<Glyph> row, Glyph mark) {
    return row.stream()
        .mapToInt(glyph -> Math.max(0, 1 - glyph.box().overlapX(mark.box())))
        .min()
        .orElse(0);
  }

  /** The row most letters stand on. */
  int baseline(double letter) {
    int best = box.bottom();
    int most = 0;
    for (Glyph candidate : glyphs) {
      if (candidate.height() < letter * 0.5) {
        continue;
      }
      int standing = 0;
      for (Glyph glyph : glyphs) {
        if (glyph.height() >= letter * 0.5
            && Math.abs(glyph.box().bottom() - candidate.box().bottom()) <= letter * 0.08) {
          standing++;
        }
      }
      if (standing > most) {
        most = standing;
        best = candidate.box().bottom();
      }
    }
    return best;
  }

  /** The line cut into words at gaps of at least the given width. */
  List<TextLine> words(double gap) {
    List<TextLine> words = new ArrayList<>();
    List<Glyph> word = new ArrayList<>();
    int right = Integer.MIN_VALUE / 2;
    for (Glyph glyph : glyphs) {
      if (!word.isEmpty() && glyph.box().left() - right > gap) {
        words.add(of(word));
        word = new ArrayList<>();
      }
      word.add(glyph);
      right = Math.max(right, glyph.box().right());
    }
    words.add(of(word));
    return words;
  }

  /** The median of a line's letters, small marks left out where there are letters. */
  int median(java.util.function.ToIntFunction<Glyph> property) {
    int tallest = glyphs.stream().mapToInt(Glyph::height).max().orElse(0);
    int[] values =
        glyphs.stream()
            .filter(glyph -> glyph.height() * 2 >= tallest)
            .mapToInt(property)
            .sorted()
            .toArray();
    return values[values.length / 2];
  }

  int tallest() {
    return glyphs.stream().mapToInt(Glyph::height).max().orElse(0);
  }

  /** Whether it is a voice message: many bars, centred on one line. */
  boolean isWaveform(double letter) {
    List<Glyph> bars =
        glyphs.stream()
            .filter(glyph -> glyph.width() < letter * 0.35)
            .filter(glyph -> glyph.area() > glyph.width() * glyph.height() * 0.8)
            .toList();
    if (bars.size() < 8) {
      return false;
    }
    double[] middles = bars.stream().mapToDouble(glyph -> glyph.box().middleY()).sorted().toArray();
    double middle = middles[middles.length / 2];
    long centred =
        bars.stream()
            .filter(glyph -> Math.abs(glyph.box().middleY() - middle) <= letter * 0.1 + 1)
            .count();
    return centred >= 8 && centred * 2 > glyphs.size();
  }

  /** Whether two points stand one above the other in it, as in a clock time. */
  boolean hasColon() {
    int tallest = tallest();
    List<Box> points =
        glyphs.stream()
            .filter(glyph -> glyph.height() * 3 < tallest && glyph.width() * 3 < tallest)
            .map(Glyph::box)
            .toList();
    return points.stream()
        .anyMatch(
            one ->
                points.stream()
                    .anyMatch(
                        other ->
                            other.top() > one.bottom()
                                && other.overlapX(one) > 0
                                && other.bottom() - one.top() < tallest));
  }
}
