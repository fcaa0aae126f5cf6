package dev.repartee.foundation.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps the counts of rate limits. */
interface RateWindows {

  /**
   * A limit that applies to a call.
   *
   * @param key what is counted, and for whom
   */
  record Demand(String key, int limit, Duration window) {}

  /**
   * What came of a call.
   *
   * @param windows the state of each demand, after the call was counted if it was granted
   */
  record Grant(boolean granted, List<RateWindow> windows) {}

  /** Counts a call against all demands if none of them is used up; else against none. */
  Grant take(List<Demand> demands, Instant now);
}
