package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Author;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the two sides of a conversation apart. Bubbles of one side share an edge; what shares none
 * and sits in the middle is a date or a notice, what sits outside of them is an avatar.
 */
final class Sides {

  private static final double SAME_EDGE = 0.025;
  private static final double CENTRED = 0.07;

  private final int width;
  private final double letter;

  Sides(int width, double letter) {
    this.width = width;
    this.letter = letter;
  }

  List<Bubble> assign(List<Sheet> sheets, List<Sheet> all) {
    List<Sheet> candidates = new ArrayList<>(sheets);
    candidates.removeIf(sheet -> isBadge(sheet, candidates));
    candidates.removeIf(sheet -> isAvatar(sheet, candidates));
    int leftEdge = edge(candidates, true);
    int rightEdge = edge(candidates, false);
    List<Bubble> bubbles = new ArrayList<>();
    for (Sheet sheet : candidates) {
      Box box = sheet.box();
      boolean atLeft = leftEdge >= 0 && Math.abs(box.left() - leftEdge) <= width * SAME_EDGE;
      boolean atRight = rightEdge >= 0 && Math.abs(box.right() - rightEdge) <= width * SAME_EDGE;
      if (!atLeft && !atRight && isCentred(box)) {
        continue;
      }
      boolean left = atLeft == atRight ? box.left() < width - 1 - box.right() : atLeft;
      bubbles.add(new Bubble(left ? Author.CONTACT : Author.USER, sheet, enclosed(sheet, all)));
    }
    return bubbles;
  }

  private List<Box> enclosed(Sheet sheet, List<Sheet> all) {
    return all.stream()
        .filter(other -> other != sheet && sheet.box().contains(other.box()))
        .map(Sheet::box)
        .filter(box -> box.height() > letter * 1.2 && box.width() > letter * 1.5)
        .toList();
  }

  private boolean isCentred(Box box) {
    return Math.abs(box.left() - (width - 1 - box.right())) <= width * CENTRED;
  }

  /** A small plate that overlaps the edge of a larger one. */
  private boolean isBadge(Sheet sheet, List<Sheet> all) {
    Box box = sheet.box();
    return all.stream()
        .map(Sheet::box)
        .filter(other -> other.height() > box.height() * 1.2 || other.width() > box.width() * 2)
        .anyMatch(
            other ->
                box.height() < letter * 2.4
                    && other.overlapX(box) > box.width() / 2
                    && other.overlapY(box) > -letter * 0.2
                    && other.overlapY(box) < box.height());
  }

  /** A round plate left of a bubble. */
  private boolean isAvatar(Sheet sheet, List<Sheet> all) {
    Box box = sheet.box();
    if (box.width() > box.height() * 1.25 || box.height() > box.width() * 1.25) {
      return false;
    }
    return all.stream()
        .map(Sheet::box)
        .filter(other -> other != box)
        .anyMatch(
            other ->
                other.left() > box.right()
                    && other.left() - box.right() < width * 0.06
                    && other.overlapY(box) > box.height() / 2);
  }

  /** The edge most bubbles of a side share, -1 when there are none. */
  private int edge(List<Sheet> sheets, boolean left) {
    int best = -1;
    int most = 0;
    for (Sheet sheet : sheets) {
      Box box = sheet.box();
      if (isCentred(box) || box.left() < width - 1 - box.right() != left) {
        continue;
      }
      int edge = left ? box.left() : box.right();
      int sharing = 0;
      for (Sheet other : sheets) {
        int otherEdge = left ? other.box().left() : other.box().right();
        sharing += Math.abs(otherEdge - edge) <= width * SAME_EDGE / 2 ? 1 : 0;
      }
      boolean outer = best < 0 || (left ? edge < best : edge > best);
      if (sharing > most || sharing == most && outer) {
        most = sharing;
        best = edge;
      }
    }
    return best;
  }
}
