package dev.repartee.foundation.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts in this process. It remembers a bounded number of windows and of refused callers, and
 * forgets the one that was asked for longest ago.
 */
final class LocalRateWindows implements RateWindows {

  /** Somebody who was refused. */
  private static final class Refused {
    private Instant since = Instant.MIN;
    private int refusals;
    private int blocks;
    private Instant until = Instant.MIN;
  }

  private final Blocking blocking;
  private final Map<String, SlidingWindow> windows;
  private final Map<String, Refused> refused;

  LocalRateWindows(int most, Blocking blocking) {
    this.blocking = blocking;
    windows = new Remembered<>(most);
    refused = new Remembered<>(most);
  }

  @Override
  public synchronized Grant take(List<Demand> demands, Instant now) {
    Duration blocked = blocked(demands, now);
    boolean granted = blocked.isZero();
    for (Demand demand : demands) {
      granted &= window(demand).used(now) < demand.limit();
    }
    if (granted) {
      demands.forEach(demand -> window(demand).add(now));
    } else if (blocked.isZero() && blocking.after() > 0) {
      blocked = refuse(demands, now);
    }
    List<RateWindow> states = new ArrayList<>();
    for (Demand demand : demands) {
      SlidingWindow window = window(demand);
      states.add(
          new RateWindow(demand.limit(), window.used(now), window.untilFree(demand.limit(), now)));
    }
    return new Grant(granted, List.copyOf(states), blocked);
  }

  /** How much is remembered; for tests. */
  synchronized int size() {
    return windows.size() + refused.size();
  }

  private SlidingWindow window(Demand demand) {
    return windows.computeIfAbsent(demand.key(), key -> new SlidingWindow(demand.window()));
  }

  private Duration blocked(List<Demand> demands, Instant now) {
    Duration longest = Duration.ZERO;
    for (Demand demand : demands) {
      Refused known = refused.get(demand.subject());
      if (known != null && known.until.isAfter(now)) {
        Duration left = Duration.between(now, known.until);
        longest = left.compareTo(longest) > 0 ? left : longest;
      }
    }
    return longest;
  }

  /** Notes a refusal against whom it concerns; how long they are blocked from now. */
  private Duration refuse(List<Demand> demands, Instant now) {
    Set<String> subjects = new HashSet<>();
    for (Demand demand : demands) {
      if (window(demand).used(now) >= demand.limit()) {
        subjects.add(demand.subject());
      }
    }
    for (String subject : subjects) {
      Refused known = refused.computeIfAbsent(subject, key -> new Refused());
      if (known.since.isBefore(now.minus(Blocking.WITHIN))) {
        known.blocks = known.since.isBefore(now.minus(Blocking.MEMORY)) ? 0 : known.blocks;
        known.since = now;
        known.refusals = 0;
      }
      known.refusals++;
      if (known.refusals >= blocking.after()) {
        known.refusals = 0;
        known.blocks++;
        known.until = now.plus(blocking.length(known.blocks));
      }
    }
    return blocked(demands, now);
  }

  /** A map that forgets what was used longest ago when it has too much. */
  private static final class Remembered<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    Remembered(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > most;
    }
  }
}
