package dev.repartee.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition that nobody announces. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /** Polls until the condition holds; false when the time is over first. */
  static boolean until(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LocalServiceException("Interrupted", e);
      }
    }
    return true;
  }
}
