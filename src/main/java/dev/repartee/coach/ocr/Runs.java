package dev.repartee.coach.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins marked pixels to areas. An area is kept as its runs, the stretches of marked pixels within
 * a row, of which there are far fewer than pixels.
 */
final class Runs {

  private static final int MOST_AREAS = Character.MAX_VALUE;

  private final int width;
  private final IntList from = new IntList();
  private final IntList to = new IntList();
  private final IntList parents = new IntList();
  private int previous;
  private int rows;

  Runs(int width) {
    this.width = width;
  }

  /** Adds the next row. */
  void add(boolean[] marked) {
    int row = rows * width;
    int start = from.size();
    for (int x = 0; x < width; x++) {
      if (marked[x]) {
        int first = x;
        while (x + 1 < width && marked[x + 1]) {
          x++;
        }
        parents.add(from.size());
        from.add(row + first);
        to.add(row + x);
      }
    }
    join(start);
    previous = start;
    rows++;
  }

  /** Joins the runs of the last row to those of the row above that they touch. */
  private void join(int start) {
    int above = previous;
    for (int run = start; run < from.size(); run++) {
      int left = from.get(run) - width;
      int right = to.get(run) - width;
      while (above < start && to.get(above) < left) {
        above++;
      }
      for (int other = above; other < start && from.get(other) <= right; other++) {
        int one = root(run);
        int two = root(other);
        parents.set(Math.max(one, two), Math.min(one, two));
      }
    }
  }

  private int root(int run) {
    int at = run;
    while (parents.get(at) != at) {
      parents.set(at, parents.get(parents.get(at)));
      at = parents.get(at);
    }
    return at;
  }

  /**
   * The areas of at least the given size, in the order of their first pixels. None when there are
   * more than any picture of a conversation has.
   */
  FlatRegions areas(int minWidth, int minHeight, int minArea) {
    int[] area = new int[from.size()];
    int[] left = new int[from.size()];
    int[] right = new int[from.size()];
    int[] bottom = new int[from.size()];
    Arrays.fill(left, width);
    for (int run = 0; run < from.size(); run++) {
      int root = root(run);
      int y = from.get(run) / width;
      area[root] += to.get(run) - from.get(run) + 1;
      left[root] = Math.min(left[root], from.get(run) - y * width);
      right[root] = Math.max(right[root], to.get(run) - y * width);
      bottom[root] = y;
    }
    List<FlatRegions.Region> regions = new ArrayList<>();
    char[] labels = new char[rows * width];
    for (int run = 0; run < from.size(); run++) {
      int root = root(run);
      if (root == run) {
        Box box = new Box(left[run], from.get(run) / width, right[run], bottom[run]);
        boolean kept = box.width() >= minWidth && box.height() >= minHeight && area[run] >= minArea;
        if (kept) {
          regions.add(new FlatRegions.Region(regions.size() + 1, box, area[run]));
          if (regions.size() >= MOST_AREAS) {
            return new FlatRegions(new char[rows * width], List.of());
          }
        }
        left[run] = kept ? regions.size() : 0;
      }
      Arrays.fill(labels, from.get(run), to.get(run) + 1, (char) left[root]);
    }
    return new FlatRegions(labels, regions);
  }
}
