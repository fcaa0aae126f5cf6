package dev.repartee.foundation.http;

import java.time.Duration;

/**
 * How much of a limit is used: a sliding window, told from the counts of this fixed window and of
 * the one before, whose calls fade as time passes.
 *
 * @param current calls in the fixed window that lasts now
 * @param previous calls in the one before
 * @param elapsed how long the fixed window has lasted
 */
record RateWindow(long current, long previous, Duration elapsed) {

  long used(Duration window) {
    double left = 1 - (double) elapsed.toMillis() / window.toMillis();
    return (long) Math.ceil(previous * left) + current;
  }

  /** How long until one more call is within the limit, if none is made before. */
  Duration untilFree(int limit, Duration window) {
    if (used(window) < limit) {
      return Duration.ZERO;
    }
    Duration rest = window.minus(elapsed);
    if (current >= limit) {
      return rest.plus(fading(current, limit, window));
    }
    Duration wait = fading(previous, limit - current, window).minus(elapsed);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** From the start of a window, when the calls before it leave room for one of {@code room}. */
  private static Duration fading(long calls, long room, Duration window) {
    double fraction = 1 - (double) (room - 1) / calls;
    return Duration.ofMillis((long) Math.ceil(Math.max(0, fraction) * window.toMillis()) + 1);
  }
}
