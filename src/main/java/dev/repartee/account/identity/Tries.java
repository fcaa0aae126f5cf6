package dev.repartee.account.identity;

import java.time.Duration;
import java.util.List;

/** Keeps count of attempts. Each that is over what is free has to be waited for, ever longer. */
interface Tries {

  /**
   * @param key what is counted
   * @param free how many there may be before one has to wait
   */
  record Limit(String key, int free) {}

  /**
   * How long the waits are.
   *
   * @param first the first one; each further one is twice as long
   * @param longest none is longer
   */
  record Waits(Duration first, Duration longest) {

    /** What was counted is forgotten when so long there was no attempt. */
    static final Duration MEMORY = Duration.ofHours(24);

    /** The wait after so many attempts more than are free, from 0. */
    Duration after(int over) {
      long millis = first.toMillis() << Math.min(over, 20);
      return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
  }

  /** Counts an attempt against all limits, or tells how long to wait and counts it against none. */
  Duration take(List<Limit> limits);

  /** Takes one attempt back. */
  void giveBack(String key);

  /** Forgets all attempts. */
  void forget(String key);
}
