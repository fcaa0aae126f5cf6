package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Ticks at every multiple of a duration since the epoch: a restart moves no tick, and every
 * instance knows the same ones.
 */
record EveryRule(Duration interval) implements Rule {

  static final String NAME = "every";

  EveryRule {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a schedule ticks once a second at most");
    }
  }

  @Override
  public Instant after(Instant time) {
    long step = interval.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), step) * step + step);
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  @Override
  public String text() {
    return NAME + " " + interval;
  }
}
