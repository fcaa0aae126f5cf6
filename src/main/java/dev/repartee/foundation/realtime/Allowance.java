package dev.repartee.foundation.realtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How many messages a client may still send: a bucket that fills again at a steady rate. */
final class Allowance {

  private final InstantSource clock;
  private final int perMinute;
  private double left;
  private Instant filledAt;

  Allowance(int perMinute, InstantSource clock) {
    this.clock = clock;
    this.perMinute = perMinute;
    this.left = perMinute;
    this.filledAt = clock.instant();
  }

  /** Takes one if there is one. */
  synchronized boolean take() {
    Instant now = clock.instant();
    double minutes = Duration.between(filledAt, now).toMillis() / 60_000.0;
    left = Math.min(perMinute, left + Math.max(0, minutes) * perMinute);
    filledAt = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
