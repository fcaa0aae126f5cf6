package dev.repartee.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measured times of one kind.
 *
 * @param name what was measured
 * @param goal what the 95th percentile should stay below; zero when there is no such goal
 * @param nanos the times, in ascending order
 */
record Series(String name, Duration goal, long[] nanos) {

  static Series of(String name, Duration goal, List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Series(name, goal, sorted);
  }

  /** The smallest time that at least this share of all times does not exceed, in milliseconds. */
  double percentile(double share) {
    int rank = (int) Math.ceil(share * nanos.length);
    return nanos[Math.max(0, rank - 1)] / 1e6;
  }

  /** A line of a Markdown table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f ms | %.1f ms | %s |",
        name,
        nanos.length,
        percentile(0.50),
        percentile(0.95),
        goal.isZero() ? "" : "p95 ≤ " + goal.toMillis() + " ms");
  }
}
