package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that stands still until a test moves it. */
final class SettableClock implements InstantSource {

  private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
