package dev.repartee.foundation.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts in this process. It remembers a bounded number of keys and forgets the one that was asked
 * for longest ago.
 */
final class LocalRateWindows implements RateWindows {

  private record Counts(long index, long current, long previous) {}

  private final Map<String, Counts> counts;

  LocalRateWindows(int most) {
    counts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Counts> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public synchronized Grant take(List<Demand> demands, Instant now) {
    boolean granted =
        demands.stream()
            .allMatch(demand -> window(demand, now).used(demand.window()) < demand.limit());
    List<RateWindow> windows = new ArrayList<>();
    for (Demand demand : demands) {
      Counts before = counts(demand, now);
      Counts after =
          granted ? new Counts(before.index(), before.current() + 1, before.previous()) : before;
      counts.put(demand.key(), after);
      windows.add(window(demand, now));
    }
    return new Grant(granted, List.copyOf(windows));
  }

  private RateWindow window(Demand demand, Instant now) {
    Counts current = counts(demand, now);
    long elapsed = now.toEpochMilli() % demand.window().toMillis();
    return new RateWindow(current.current(), current.previous(), Duration.ofMillis(elapsed));
  }

  private Counts counts(Demand demand, Instant now) {
    long index = now.toEpochMilli() / demand.window().toMillis();
    @Nullable Counts known = counts.get(demand.key());
    if (known == null || known.index() < index - 1) {
      return new Counts(index, 0, 0);
    }
    return known.index() == index - 1 ? new Counts(index, 0, known.current()) : known;
  }
}
