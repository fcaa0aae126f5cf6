package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Author;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Leaves of a bubble's ink what its author wrote: no clock, quote, name, emoji, photo. */
final class MessageLines {

  private static final int OTHER_COLOUR = 70;

  private final double letter;
  private final Map<Author, Style> styles = new EnumMap<>(Author.class);

  /** How the messages of one side look. */
  private record Style(int colour, int contrast) {}

  MessageLines(List<Bubble> bubbles, double letter) {
    this.letter = letter;
    for (Author author : Author.values()) {
      List<Glyph> glyphs = new ArrayList<>();
      for (Bubble bubble : bubbles) {
        if (bubble.author() == author) {
          bubble.sheet().letters(letter).stream()
              .filter(glyph -> glyph.height() >= letter * 0.9)
              .filter(glyph -> glyph.height() <= letter * 1.4)
              .filter(glyph -> glyph.width() <= letter * 1.6)
              .forEach(glyphs::add);
        }
      }
      if (!glyphs.isEmpty()) {
        styles.put(author, style(glyphs));
      }
    }
  }

  private static Style style(List<Glyph> glyphs) {
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int by = shift;
      int[] values = glyphs.stream().mapToInt(glyph -> glyph.colour() >> by & 0xFF).toArray();
      colour |= median(values) << shift;
    }
    return new Style(colour, median(glyphs.stream().mapToInt(Glyph::contrast).toArray()));
  }

  private static int median(int[] values) {
    java.util.Arrays.sort(values);
    return values[values.length / 2];
  }

  List<TextLine> of(Bubble bubble) {
    Style style = styles.get(bubble.author());
    if (style == null) {
      return List.of();
    }
    List<Box> pictures = pictures(bubble);
    List<Glyph> glyphs = new ArrayList<>();
    for (Glyph glyph : bubble.sheet().ink().glyphs()) {
      boolean pictured =
          pictures.stream()
              .anyMatch(
                  box ->
                      glyph.box().middleX() >= box.left()
                          && glyph.box().middleX() <= box.right()
                          && glyph.box().middleY() >= box.top()
                          && glyph.box().middleY() <= box.bottom());
      if (!pictured && glyph.area() >= 2 && glyph.height() <= letter * 2.2) {
        glyphs.add(glyph);
      }
    }
    List<TextLine> lines = new ArrayList<>();
    for (TextLine line : TextLine.group(glyphs, letter)) {
      List<Glyph> kept = withoutEmoji(line, style);
      if (!kept.isEmpty()) {
        lines.add(TextLine.of(kept));
      }
    }
    lines.removeIf(line -> isCut(line, bubble.box()));
    removeName(lines, bubble, style, !pictures.isEmpty());
    removeClock(lines, bubble, style);
    lines.removeIf(line -> line.tallest() < letter * 0.5);
    return lines;
  }

  private List<Box> pictures(Bubble bubble) {
    List<Box> pictures = new ArrayList<>();
    int margin = (int) Math.ceil(letter * 0.25);
    bubble.enclosed().forEach(box -> pictures.add(box.grow(margin)));
    for (Glyph glyph : bubble.sheet().ink().glyphs()) {
      if (glyph.height() > letter * 2.2) {
        Box box = glyph.box();
        boolean bar = glyph.width() < letter * 0.6;
        pictures.add(
            bar ? new Box(box.left(), box.top(), bubble.box().right(), box.bottom()) : box);
      }
    }
    return pictures;
  }

  private List<Glyph> withoutEmoji(TextLine line, Style style) {
    List<Glyph> kept = new ArrayList<>();
    List<Glyph> coloured = new ArrayList<>();
    Glyph before = null;
    for (Glyph glyph : line.glyphs()) {
      boolean off = Raster.difference(glyph.colour(), style.colour) > OTHER_COLOUR;
      boolean big = glyph.height() > letter * 0.45;
      if (big && (off && glyph.variety() > 20 || glyph.variety() > 45)) {
        flush(coloured, kept);
        before = glyph;
        continue;
      }
      if (before != null && before.box().grow((int) (letter * 0.1)).contains(glyph.box())) {
        continue;
      }
      if (off) {
        coloured.add(glyph);
      } else {
        flush(coloured, kept);
        kept.add(glyph);
      }
    }
    flush(coloured, kept);
    return kept;
  }

  /** A run of one foreign colour is a link or a name when it has letters enough, else a symbol. */
  private void flush(List<Glyph> coloured, List<Glyph> kept) {
    long letters = coloured.stream().filter(glyph -> glyph.height() > letter * 0.5).count();
    long widths = coloured.stream().mapToInt(Glyph::width).distinct().count();
    if (letters >= 3 && widths >= 2) {
      kept.addAll(coloured);
    }
    coloured.clear();
  }

  /** A line whose capitals would reach over the edge of its bubble is cut by the header. */
  private boolean isCut(TextLine line, Box bubble) {
    return line.baseline(letter) - letter < bubble.top() + 1
        || line.box().top() <= bubble.top() + 1
        || line.box().bottom() >= bubble.bottom() - 1;
  }

  private void removeName(List<TextLine> lines, Bubble bubble, Style style, boolean pictured) {
    if (lines.isEmpty() || bubble.author() != Author.CONTACT) {
      return;
    }
    TextLine first = lines.get(0);
    boolean coloured =
        first.glyphs().stream()
                    .filter(glyph -> glyph.height() > letter * 0.5)
                    .filter(
                        glyph ->
                            Raster.difference(glyph.colour(), style.colour) > OTHER_COLOUR * 2 / 3)
                    .count()
                * 10
            >= first.glyphs().stream().filter(glyph -> glyph.height() > letter * 0.5).count() * 8;
    if (coloured && (lines.size() > 1 || pictured)) {
      lines.remove(0);
    }
  }

  /** The time a message was sent stands at its lower right, smaller, and fainter or lower. */
  private void removeClock(List<TextLine> lines, Bubble bubble, Style style) {
    if (lines.isEmpty()) {
      return;
    }
    TextLine last = lines.get(lines.size() - 1);
    List<TextLine> words = last.words(letter * 0.28);
    int keep = words.size();
    int baseline = words.get(0).baseline(letter);
    while (keep > 0 && isAside(words.get(keep - 1), style, baseline, keep == 1)) {
      keep--;
    }
    if (keep == words.size()) {
      return;
    }
    int right = last.box().right();
    boolean atRight = bubble.box().right() - right < letter * 2;
    if (!atRight) {
      return;
    }
    lines.remove(lines.size() - 1);
    if (keep > 0) {
      List<Glyph> kept = new ArrayList<>();
      words.subList(0, keep).forEach(word -> kept.addAll(word.glyphs()));
      lines.add(TextLine.of(kept));
    }
  }

  private boolean isAside(TextLine word, Style style, int baseline, boolean alone) {
    boolean small = word.tallest() <= letter * 0.93;
    boolean faint =
        word.median(Glyph::contrast) <= style.contrast * 0.82
            || word.glyphs().stream()
                        .filter(g -> Raster.difference(g.colour(), style.colour) > OTHER_COLOUR)
                        .count()
                    * 2
                > word.glyphs().size();
    boolean lower = !alone && word.box().bottom() > baseline + letter * 0.08;
    return small && (faint || lower && word.tallest() <= letter * 0.85);
  }
}
