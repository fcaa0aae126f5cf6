package dev.repartee.coach.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The height of a capital letter in the messages of an image. One size is used throughout a chat,
 * and everything smaller (clock times, names) or larger (photos) is told by it.
 */
final class LetterHeight {

  private static final int MIN_LETTER = 5;
  private static final double MIN_LETTERS = 3;

  private LetterHeight() {}

  private record Ascent(double height, int letters) {}

  /** Zero when nothing is written. */
  static double of(List<Sheet> sheets) {
    List<Ascent> ascents = new ArrayList<>();
    for (Sheet sheet : sheets) {
      List<Glyph> glyphs =
          sheet.ink().glyphs().stream()
              .filter(glyph -> glyph.height() >= MIN_LETTER && glyph.width() <= glyph.height() * 4)
              .filter(glyph -> glyph.variety() <= Glyph.MANY_COLOURS)
              .filter(glyph -> glyph.height() * 1.4 < sheet.box().height())
              .toList();
      if (glyphs.isEmpty()) {
        continue;
      }
      int[] heights = glyphs.stream().mapToInt(Glyph::height).sorted().toArray();
      int guess = heights[heights.length * 8 / 10];
      for (TextLine line : TextLine.group(glyphs, guess)) {
        if (!line.isWaveform(guess)) {
          measure(line, guess, ascents);
        }
      }
    }
    ascents.sort(Comparator.comparingDouble(Ascent::height));
    long letters = ascents.stream().mapToLong(Ascent::letters).sum();
    long seen = 0;
    for (Ascent ascent : ascents) {
      seen += ascent.letters();
      if (seen >= letters * 0.6) {
        return ascent.height();
      }
    }
    return 0;
  }

  private static void measure(TextLine line, double guess, List<Ascent> ascents) {
    int baseline = line.baseline(guess);
    List<Integer> tops = new ArrayList<>();
    for (Glyph glyph : line.glyphs()) {
      if (glyph.height() >= guess * 0.5) {
        tops.add(glyph.box().top());
      }
    }
    if (tops.size() >= MIN_LETTERS) {
      tops.sort(null);
      int top = tops.get(tops.size() / 10);
      ascents.add(new Ascent(baseline - top + 1, tops.size()));
    }
  }
}
