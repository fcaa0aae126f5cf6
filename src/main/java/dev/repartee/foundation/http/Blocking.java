package dev.repartee.foundation.http;

import java.time.Duration;

/**
 * When somebody who calls on after being refused is blocked, and for how long: at first briefly,
 * then twice as long each time, up to a bound. After a day without another refusal all is
 * forgotten.
 *
 * @param after this many refusals within {@link #WITHIN}; 0 for never
 */
record Blocking(int after, Duration first, Duration longest) {

  static final Duration WITHIN = Duration.ofMinutes(10);
  static final Duration MEMORY = Duration.ofDays(1);

  private static final int MOST_DOUBLINGS = 20;

  /** How long the so-manieth block lasts, from 1. */
  Duration length(int time) {
    Duration doubled = first.multipliedBy(1L << Math.min(time - 1, MOST_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
