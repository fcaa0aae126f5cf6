package dev.repartee.coach.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes emoji out of the lines of a message, and what is left of them where they are pale. */
final class EmojiFilter {

  private static final int OTHER_COLOUR = 70;
  private static final int LINK_LETTERS = 5;

  private final double letter;
  private final int colour;

  /**
   * @param letter the height of a capital, in pixels
   * @param colour that of the text
   */
  EmojiFilter(double letter, int colour) {
    this.letter = letter;
    this.colour = colour;
  }

  /**
   * Emoji are told by their colours; a run of letters in one foreign colour is a link or a name.
   */
  void removeFrom(List<TextLine> lines) {
    List<Integer> linkColours = new ArrayList<>();
    for (TextLine line : lines) {
      for (List<Glyph> run : colouredRuns(line)) {
        long letters = run.stream().filter(glyph -> glyph.height() > letter * 0.5).count();
        long widths = run.stream().mapToInt(Glyph::width).distinct().count();
        if (letters >= LINK_LETTERS && widths >= 3) {
          linkColours.add(run.get(run.size() / 2).colour());
        }
      }
    }
    List<TextLine> result = new ArrayList<>();
    for (TextLine line : lines) {
      List<Box> pictures = line.glyphs().stream().filter(this::isPicture).map(Glyph::box).toList();
      List<Glyph> kept = new ArrayList<>();
      for (Glyph glyph : line.glyphs()) {
        boolean within = pictures.stream().anyMatch(box -> isPartOf(glyph.box(), box));
        boolean known =
            !isOff(glyph)
                || linkColours.stream()
                    .anyMatch(link -> Raster.difference(link, glyph.colour()) < OTHER_COLOUR);
        if (!within && known) {
          kept.add(glyph);
        }
      }
      if (!kept.isEmpty()) {
        withoutFloating(TextLine.of(kept)).ifPresent(result::add);
      }
    }
    lines.clear();
    lines.addAll(result);
  }

  /** What is left of an emoji when its colour is that of the fill: tears, pupils, a mouth. */
  private boolean isPartOf(Box glyph, Box picture) {
    Box reach = glyph.height() < letter * 0.6 ? picture.grow((int) (letter * 0.35)) : picture;
    return reach.grow((int) (letter * 0.1)).contains(glyph);
  }

  /** Words stand on the line; blots above it that are no dash are parts of a pale emoji. */
  private Optional<TextLine> withoutFloating(TextLine line) {
    int baseline = line.baseline(letter);
    List<Glyph> kept = new ArrayList<>();
    for (TextLine word : line.words(letter * 0.28)) {
      boolean floats = word.box().bottom() < baseline - letter * 0.12;
      boolean dash = word.box().width() > word.box().height() * 1.6 && word.glyphs().size() == 1;
      if (!floats || dash || word.tallest() >= letter * 0.6) {
        kept.addAll(word.glyphs());
      }
    }
    return kept.isEmpty() ? Optional.empty() : Optional.of(TextLine.of(kept));
  }

  private List<List<Glyph>> colouredRuns(TextLine line) {
    List<List<Glyph>> runs = new ArrayList<>();
    List<Glyph> run = new ArrayList<>();
    for (Glyph glyph : line.glyphs()) {
      if (isOff(glyph) && !isPicture(glyph)) {
        run.add(glyph);
      } else if (!run.isEmpty()) {
        runs.add(run);
        run = new ArrayList<>();
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }

  private boolean isPicture(Glyph glyph) {
    boolean coloured = glyph.variety() > Glyph.MANY_COLOURS;
    return coloured && glyph.height() > letter * 0.45 || isSolid(glyph);
  }

  /** Larger than a letter and hardly a hole in it. */
  private boolean isSolid(Glyph glyph) {
    return glyph.width() > letter
        && glyph.height() > letter * 0.9
        && glyph.area() > glyph.width() * glyph.height() * 0.62;
  }

  private boolean isOff(Glyph glyph) {
    return Raster.difference(glyph.colour(), colour) > OTHER_COLOUR;
  }
}
