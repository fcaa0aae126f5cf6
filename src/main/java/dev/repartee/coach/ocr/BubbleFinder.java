package dev.repartee.coach.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the bubbles among everything that has a fill, and tells whose they are. */
final class BubbleFinder {

  private static final double MIN_WIDTH = 0.04;
  private static final double MIN_HEIGHT = 0.018;
  private static final double FULL_WIDTH = 0.97;
  private static final double MIN_SOLIDITY = 0.62;
  private static final double SHAPED = 0.87;
  private static final double BAND = 0.85;
  private static final double CENTRED = 0.012;

  private final Raster image;

  BubbleFinder(Raster image) {
    this.image = image;
  }

  Conversation find() {
    List<Sheet> sheets = sheets();
    sheets.removeIf(sheet -> isDrawing(sheet));
    double letter = letter(sheets);
    if (letter <= 0) {
      return new Conversation(List.of(), 0);
    }
    List<Sheet> candidates = written(sheets, letter);
    candidates.removeIf(sheet -> isPage(sheet, candidates));
    List<Sheet> outermost = new ArrayList<>(candidates);
    outermost.removeIf(
        sheet ->
            candidates.stream()
                .anyMatch(other -> other.isOther(sheet) && other.box().contains(sheet.box())));
    new Furniture(image, letter).removeFrom(outermost);
    List<Bubble> bubbles = new Sides(image.width(), letter).assign(outermost, sheets);
    return new Conversation(bubbles, letter);
  }

  /**
   * Taken from the messages as far as they can be told: a lone short message has fewer letters than
   * the input box below it, whose text may be of another size.
   */
  private double letter(List<Sheet> sheets) {
    List<Sheet> aside = sheets.stream().filter(sheet -> !isCentred(sheet.box())).toList();
    List<Sheet> said =
        aside.stream()
            .filter(sheet -> !new Furniture(image, LetterHeight.of(List.of(sheet))).isInput(sheet))
            .toList();
    return Stream.of(said, aside, sheets)
        .mapToDouble(LetterHeight::of)
        .filter(height -> height > 0)
        .findFirst()
        .orElse(0);
  }

  private List<Sheet> written(List<Sheet> sheets, double letter) {
    List<Sheet> written = new ArrayList<>(sheets);
    written.removeIf(sheet -> sheet.letters(letter).isEmpty());
    written.removeIf(sheet -> isContainer(sheet, sheets, letter));
    return written;
  }

  private List<Sheet> sheets() {
    FlatRegions regions =
        FlatRegions.of(
            image,
            (int) Math.max(14, image.width() * MIN_WIDTH),
            (int) Math.max(12, image.width() * MIN_HEIGHT));
    List<Sheet> sheets = new ArrayList<>();
    for (FlatRegions.Region region : regions.regions()) {
      if (region.box().width() >= image.width() * FULL_WIDTH) {
        continue;
      }
      Cutout cutout = Cutout.of(image, regions, region);
      if (cutout.plate().solidity() >= MIN_SOLIDITY) {
        sheets.add(new Sheet(cutout.plate(), Ink.of(image, cutout)));
      }
    }
    sheets.sort(Comparator.comparingInt(sheet -> sheet.box().top()));
    return sheets;
  }

  private boolean isCentred(Box box) {
    return Math.abs(box.left() + box.right() + 1 - image.width()) <= image.width() * CENTRED;
  }

  /** The stroke of a doodle that closes on itself: a thin frame around one blot. */
  private static boolean isDrawing(Sheet sheet) {
    double area = sheet.plate().area();
    long written = sheet.ink().glyphs().stream().filter(glyph -> glyph.height() >= 5).count();
    return written <= 2
        && sheet.ink().glyphs().stream()
            .anyMatch(glyph -> glyph.width() * (double) glyph.height() > area * 0.4);
  }

  /**
   * A piece of the page between bubbles and the edge, or a wallpaper's strokes: cut off by the edge
   * of the image, or with bubbles on it, and not of a bubble's shape.
   */
  private boolean isPage(Sheet sheet, List<Sheet> all) {
    Box box = sheet.box();
    boolean cut = box.left() <= 1 || box.right() >= image.width() - 2;
    if (cut && box.width() >= image.width() * BAND) {
      return true;
    }
    boolean around =
        all.stream().anyMatch(other -> other.isOther(sheet) && crosses(other.box(), box));
    return (cut || around) && sheet.plate().solidity() < SHAPED;
  }

  /** Whether a box is large enough to be a bubble and lies partly in, partly outside of another. */
  private static boolean crosses(Box box, Box other) {
    return box.overlapX(other) > 0
        && box.overlapY(other) * 2 > box.height()
        && !other.contains(box)
        && !box.contains(other)
        && box.width() > box.height() * 2;
  }

  /** A panel that holds bubbles is a page of its own, not a bubble. */
  private boolean isContainer(Sheet sheet, List<Sheet> all, double letter) {
    long held =
        all.stream()
            .filter(other -> other.isOther(sheet) && sheet.box().contains(other.box()))
            .filter(other -> other.box().height() > letter * 2)
            .filter(other -> other.letters(letter).size() >= 2)
            .count();
    return held >= 3 && sheet.box().height() > image.height() * 0.4;
  }

  /** The bubbles from top to bottom, and the height of a capital letter in them. */
  record Conversation(List<Bubble> bubbles, double letter) {}
}
