package dev.repartee.account.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts in this process; what was not asked for in the longest time is forgotten first. */
final class LocalTries implements Tries {

  private static final int MOST = 20_000;

  private record Count(int tries, Instant until, Instant last) {}

  private final Waits waits;
  private final InstantSource clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST;
        }
      };

  LocalTries(Waits waits, InstantSource clock) {
    this.waits = waits;
    this.clock = clock;
  }

  @Override
  public synchronized Duration take(List<Limit> limits) {
    Instant now = clock.instant();
    Duration wait = Duration.ZERO;
    for (Limit limit : limits) {
      Duration left = Duration.between(now, count(limit.key(), now).until());
      wait = left.compareTo(wait) > 0 ? left : wait;
    }
    if (wait.isZero()) {
      limits.forEach(limit -> add(limit, now));
    }
    return wait;
  }

  private void add(Limit limit, Instant now) {
    int tries = count(limit.key(), now).tries() + 1;
    int over = tries - limit.free();
    Instant until = over < 0 ? Instant.MIN : now.plus(waits.after(over));
    counts.put(limit.key(), new Count(tries, until.isAfter(now) ? until : now, now));
  }

  private Count count(String key, Instant now) {
    @Nullable Count known = counts.get(key);
    return known == null || known.last().plus(Waits.MEMORY).isBefore(now)
        ? new Count(0, now, now)
        : known;
  }

  @Override
  public synchronized void giveBack(String key) {
    counts.computeIfPresent(
        key, (k, count) -> new Count(Math.max(0, count.tries() - 1), count.last(), count.last()));
  }

  @Override
  public synchronized void forget(String key) {
    counts.remove(key);
  }
}
