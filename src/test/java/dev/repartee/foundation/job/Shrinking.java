package dev.repartee.foundation.job;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a series of steps that fails shorter, so that a person can read it. */
final class Shrinking {

  private Shrinking() {}

  /**
   * Leaves out what is not needed, first by halves, at the end one by one.
   *
   * @param fails whether a series still fails
   * @return a series that fails and from which no single step can be left out
   */
  static <T> List<T> least(List<T> failing, Predicate<List<T>> fails) {
    List<T> least = failing;
    int size = Math.max(1, least.size() / 2);
    while (true) {
      boolean shorter = false;
      for (int from = 0; from < least.size(); ) {
        List<T> without = new ArrayList<>(least);
        without.subList(from, Math.min(from + size, least.size())).clear();
        if (fails.test(without)) {
          least = without;
          shorter = true;
        } else {
          from += size;
        }
      }
      if (size == 1 && !shorter) {
        return least;
      }
      size = Math.max(1, size / 2);
    }
  }
}
