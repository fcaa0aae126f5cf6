package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Author;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the two sides of a conversation apart. Bubbles of one side share an edge and a colour; what
 * shares none and sits in the middle is a date or a notice, what sits outside of them is an avatar.
 */
final class Sides {

  private static final double SAME_EDGE = 0.02;
  private static final double CENTRED = 0.012;
  private static final double CLEAR = 0.15;
  private static final double LARGEST_FACE = 5;
  private static final int SAME_COLOUR = 14;

  private final int width;
  private final double letter;

  Sides(int width, double letter) {
    this.width = width;
    this.letter = letter;
  }

  /** The bubbles among the candidates, with what lies on them of everything that was found. */
  List<Bubble> assign(List<Sheet> sheets, List<Sheet> all) {
    List<Sheet> candidates = new ArrayList<>(sheets);
    candidates.removeIf(sheet -> isBadge(sheet, candidates));
    List<Sheet> avatars = candidates.stream().filter(s -> isAvatar(s, candidates)).toList();
    candidates.removeAll(avatars);
    int leftEdge = edge(candidates, true);
    int rightEdge = edge(candidates, false);
    candidates.removeIf(sheet -> isAside(sheet.box(), leftEdge, rightEdge));
    List<Bubble> clear = new ArrayList<>();
    for (Sheet sheet : candidates) {
      Author author = clearSide(sheet, avatars);
      if (author != null) {
        clear.add(new Bubble(author, sheet, List.of()));
      }
    }
    List<Bubble> bubbles = new ArrayList<>();
    for (Sheet sheet : candidates) {
      Author author = side(sheet, avatars, clear, leftEdge, rightEdge);
      bubbles.add(new Bubble(author, sheet, enclosed(sheet, all)));
    }
    return bubbles;
  }

  private boolean isAside(Box box, int leftEdge, int rightEdge) {
    if (isAt(leftEdge, box.left()) || isAt(rightEdge, box.right())) {
      return false;
    }
    boolean mirrored =
        isAt(width - 1 - rightEdge, box.left()) && leftEdge < 0
            || isAt(width - 1 - leftEdge, box.right()) && rightEdge < 0;
    boolean face = isRound(box) && box.height() < letter * LARGEST_FACE && !mirrored;
    return isCentred(box) || face;
  }

  private boolean isAt(int edge, int place) {
    return edge >= 0 && Math.abs(place - edge) <= width * SAME_EDGE;
  }

  private Author side(
      Sheet sheet, List<Sheet> avatars, List<Bubble> clear, int leftEdge, int rightEdge) {
    Author author = clearSide(sheet, avatars);
    if (author == null) {
      author = sideOfColour(sheet, clear);
    }
    if (author != null) {
      return author;
    }
    Box box = sheet.box();
    boolean atLeft = isAt(leftEdge, box.left());
    boolean atRight = isAt(rightEdge, box.right());
    boolean left = atLeft == atRight ? box.left() < rightGap(box) : atLeft;
    return left ? Author.CONTACT : Author.USER;
  }

  /** The side of a bubble that has an avatar or stands well off one edge. */
  private @Nullable Author clearSide(Sheet sheet, List<Sheet> avatars) {
    Box box = sheet.box();
    if (avatars.stream().anyMatch(avatar -> isLeftOf(avatar.box(), box))) {
      return Author.CONTACT;
    }
    int difference = rightGap(box) - box.left();
    if (Math.abs(difference) < width * CLEAR) {
      return null;
    }
    return difference > 0 ? Author.CONTACT : Author.USER;
  }

  /** The side all bubbles of nearly this colour are on, if they agree. */
  private static @Nullable Author sideOfColour(Sheet sheet, List<Bubble> clear) {
    List<Author> alike =
        clear.stream()
            .filter(
                bubble ->
                    Raster.difference(bubble.sheet().plate().colour(), sheet.plate().colour())
                        <= SAME_COLOUR)
            .map(Bubble::author)
            .distinct()
            .toList();
    return alike.size() == 1 ? alike.get(0) : null;
  }

  private List<Box> enclosed(Sheet sheet, List<Sheet> all) {
    return all.stream()
        .filter(other -> other.isOther(sheet) && sheet.box().overlaps(other.box()))
        .filter(other -> other.plate().area() < sheet.plate().area())
        .map(Sheet::box)
        .filter(box -> box.height() > letter * 1.2 && box.width() > letter * 1.5)
        .toList();
  }

  private int rightGap(Box box) {
    return width - 1 - box.right();
  }

  private boolean isCentred(Box box) {
    return Math.abs(box.left() - rightGap(box)) <= width * CENTRED;
  }

  private static boolean isRound(Box box) {
    return box.width() <= box.height() * 1.25 && box.height() <= box.width() * 1.25;
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
    return isRound(sheet.box())
        && all.stream().anyMatch(other -> isLeftOf(sheet.box(), other.box()));
  }

  private boolean isLeftOf(Box avatar, Box bubble) {
    return bubble.left() > avatar.right()
        && bubble.left() - avatar.right() < width * 0.06
        && bubble.overlapY(avatar) > avatar.height() / 2;
  }

  /** The edge most bubbles of a side share, -1 when there are none. */
  private int edge(List<Sheet> sheets, boolean left) {
    int best = -1;
    int most = 0;
    for (Sheet sheet : sheets) {
      Box box = sheet.box();
      if (isCentred(box)
          || isRound(box) && box.height() < letter * LARGEST_FACE
          || box.left() < rightGap(box) != left) {
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
