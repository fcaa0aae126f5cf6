package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Author;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves of a bubble's ink what its author wrote: no clock, quote, name, emoji, photo. */
final class MessageLines {

  private static final int OTHER_COLOUR = 70;
  private static final int NAME_COLOUR = 45;
  private static final double CLOCK_GAP = 0.6;

  private final double letter;
  private final Map<Author, Style> styles = new EnumMap<>(Author.class);

  /** How the messages of one side look. */
  private record Style(int colour, int contrast) {}

  MessageLines(List<Bubble> bubbles, double letter) {
    this.letter = letter;
    for (Author author : Author.values()) {
      List<Glyph> glyphs = new ArrayList<>();
      for (Bubble bubble : bubbles) {
        if (bubble.author() == author && !isVoice(bubble)) {
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
    if (style == null || isVoice(bubble)) {
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
    List<TextLine> all = TextLine.group(glyphs, letter);
    List<TextLine> lines = new ArrayList<>();
    all.forEach(line -> withoutClock(line, bubble, style).ifPresent(lines::add));
    new EmojiFilter(letter, style.colour).removeFrom(lines);
    lines.removeIf(line -> isCut(line, bubble.box()));
    removeName(lines, bubble, style, pictures);
    lines.removeIf(line -> line.tallest() < letter * 0.5);
    return lines;
  }

  private boolean isVoice(Bubble bubble) {
    return TextLine.group(bubble.sheet().ink().glyphs(), letter).stream()
        .anyMatch(line -> line.isWaveform(letter));
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

  /** A line whose capitals would reach over the edge of its bubble is cut by the header. */
  private boolean isCut(TextLine line, Box bubble) {
    return line.baseline(letter) - letter < bubble.top() + letter * 0.12
        || line.box().top() <= bubble.top() + 1
        || line.box().bottom() >= bubble.bottom() - 1;
  }

  /** In a group, the sender's name stands above the message: in its own colour, and smaller. */
  private void removeName(List<TextLine> lines, Bubble bubble, Style style, List<Box> pictures) {
    if (lines.isEmpty() || bubble.author() != Author.CONTACT) {
      return;
    }
    TextLine first = lines.get(0);
    List<Glyph> letters =
        first.glyphs().stream().filter(glyph -> glyph.height() > letter * 0.5).toList();
    boolean coloured =
        letters.stream()
            .allMatch(glyph -> Raster.difference(glyph.colour(), style.colour) > NAME_COLOUR);
    boolean pictured = pictures.stream().anyMatch(box -> box.middleY() > first.box().bottom());
    boolean small = first.baseline(letter) - first.box().top() < letter * 0.95;
    if (coloured && small && (lines.size() > 1 || pictured)) {
      lines.remove(0);
    }
  }

  /** The time a message was sent stands at its lower right, smaller, and fainter or lower. */
  private Optional<TextLine> withoutClock(TextLine line, Bubble bubble, Style style) {
    List<TextLine> words = line.words(letter * 0.28);
    int keep = words.size();
    int baseline = words.get(0).baseline(letter);
    while (keep > 0 && isAside(words.get(keep - 1), style, baseline, keep == 1)) {
      keep--;
    }
    keep = Math.min(keep, farClock(words));
    boolean atRight = bubble.box().right() - line.box().right() < letter * 2;
    if (keep == words.size() || !atRight) {
      return Optional.of(line);
    }
    if (keep == 0) {
      return Optional.empty();
    }
    List<Glyph> kept = new ArrayList<>();
    words.subList(0, keep).forEach(word -> kept.addAll(word.glyphs()));
    return Optional.of(TextLine.of(kept));
  }

  /** Where small words begin that stand well off the text; all words when none do. */
  private int farClock(List<TextLine> words) {
    int keep = words.size();
    boolean time = false;
    while (keep > 1 && words.get(keep - 1).tallest() <= letter * 0.9) {
      keep--;
      time |= words.get(keep).hasColon();
      int gap = words.get(keep).box().left() - words.get(keep - 1).box().right();
      if (time && gap > letter * CLOCK_GAP) {
        return keep;
      }
    }
    return words.size();
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
