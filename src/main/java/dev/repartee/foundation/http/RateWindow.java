package dev.repartee.foundation.http;

import java.time.Duration;

/**
 * How much of a limit is used.
 *
 * @param limit what held for the call; less than configured while this instance counts for itself
 * @param used calls within the window that ends now
 * @param untilFree how long until one more call is within the limit if none is left, else until
 *     there is one more than now; zero when none was counted
 */
record RateWindow(int limit, long used, Duration untilFree) {

  long remaining() {
    return Math.max(0, limit - used);
  }
}
