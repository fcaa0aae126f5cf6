package dev.repartee.foundation.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps the counts of rate limits, and who is blocked for calling on after being refused. */
interface RateWindows {

  /**
   * A limit that applies to a call.
   *
   * @param policy what is counted
   * @param subject for whom; who is blocked, if it comes to that
   */
  record Demand(String policy, String subject, int limit, Duration window) {

    String key() {
      return policy + ":" + subject;
    }
  }

  /**
   * What came of a call.
   *
   * @param windows the state of each demand, after the call was counted if it was granted
   * @param blocked for how long the caller is refused whatever they do; mostly zero
   */
  record Grant(boolean granted, List<RateWindow> windows, Duration blocked) {}

  /**
   * Counts a call against all demands if none of them is used up and nobody is blocked; else
   * against none.
   */
  Grant take(List<Demand> demands, Instant now);
}
