package dev.repartee.foundation.job;

import java.time.Duration;

/**
 * How fast the jobs of a queue are worked off here, and so how many to fetch ahead: as many as are
 * begun within a moment. Who is slow fetches none, and leaves them to others.
 */
final class Pace {

  /** What is fetched ahead should be begun within this time. */
  private static final Duration AHEAD = Duration.ofMillis(100);

  private static final int LEAST_CAP = 64;
  private static final int MOST_CAP = 512;
  private static final int CAP_PER_HAND = 32;

  /** The share of the latest run in the average: one slow run is noticed at once. */
  private static final double UP = 0.5;

  private static final double DOWN = 0.1;

  private final int concurrency;
  private double averageNanos;

  Pace(int concurrency) {
    this.concurrency = concurrency;
    stalled();
  }

  /** A job took this long. */
  synchronized void ran(Duration time) {
    double nanos = time.toNanos();
    averageNanos += (nanos - averageNanos) * (nanos > averageNanos ? UP : DOWN);
  }

  /** What was fetched ahead has waited in vain, or nothing is known yet: fetch nothing ahead. */
  final synchronized void stalled() {
    averageNanos = Math.max(averageNanos, (double) AHEAD.toNanos() * concurrency * 2);
  }

  /** How many to have leased beyond those that run. */
  synchronized int ahead() {
    int cap = Math.max(LEAST_CAP, Math.min(MOST_CAP, CAP_PER_HAND * concurrency));
    return (int) Math.min(cap, concurrency * AHEAD.toNanos() / Math.max(1, averageNanos));
  }
}
