package dev.repartee.foundation.job;

import java.time.Duration;

/** So many at most in any stretch of time of this length. */
public record Rate(int most, Duration per) {

  private static final int LIMIT = 1_000;

  /** Refuses what can not be kept. */
  public Rate {
    if (most < 1 || most > LIMIT || per.isZero() || per.isNegative()) {
      throw new IllegalArgumentException("a rate is 1 to 1000 in some time, not " + most);
    }
  }
}
