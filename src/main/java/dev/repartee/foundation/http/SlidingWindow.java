package dev.repartee.foundation.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Counts calls within the time that ends now, in slices: a call counts until the whole slice it
 * fell into is over, so the limit is never exceeded in any window, and what was used comes back at
 * most a slice late. Slices without calls take no room. Not thread-safe.
 */
final class SlidingWindow {

  /** A slice late is less than 1 % of a window; so many fields keep a Redis hash compact. */
  static final int SLICES = 120;

  private final long slice;
  private long[] indexes = new long[2];
  private int[] counts = new int[2];
  private int size;

  SlidingWindow(Duration window) {
    slice = slice(window);
  }

  /** The length of a slice in milliseconds. */
  static long slice(Duration window) {
    return Math.max(1, (window.toMillis() + SLICES - 1) / SLICES);
  }

  long used(Instant now) {
    forget(now);
    long used = 0;
    for (int i = 0; i < size; i++) {
      used += counts[i];
    }
    return used;
  }

  void add(Instant now) {
    forget(now);
    long index = now.toEpochMilli() / slice;
    if (size > 0 && indexes[size - 1] >= index) { // a clock that went back counts now
      counts[size - 1]++;
      return;
    }
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, Math.min(2 * size, SLICES + 1));
      counts = Arrays.copyOf(counts, indexes.length);
    }
    indexes[size] = index;
    counts[size] = 1;
    size++;
  }

  /** As {@link RateWindow#untilFree}. */
  Duration untilFree(int limit, Instant now) {
    long used = used(now);
    for (int i = 0; i < size; i++) {
      used -= counts[i];
      if (used < limit) {
        return Duration.ofMillis((indexes[i] + SLICES + 1) * slice - now.toEpochMilli());
      }
    }
    return Duration.ZERO;
  }

  private void forget(Instant now) {
    long oldest = now.toEpochMilli() / slice - SLICES;
    int gone = 0;
    while (gone < size && indexes[gone] < oldest) {
      gone++;
    }
    if (gone > 0) {
      System.arraycopy(indexes, gone, indexes, 0, size - gone);
      System.arraycopy(counts, gone, counts, 0, size - gone);
      size -= gone;
    }
  }
}
