package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** When a schedule ticks. */
sealed interface Rule permits CronRule, EveryRule {

  /** The first tick after this time. */
  Instant after(Instant time);

  ZoneId zone();

  /** As the schedule table keeps it. */
  String text();

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is no rule
   */
  static Rule parse(String text, ZoneId zone) {
    String[] parts = text.split(" ", 2);
    if (parts.length == 2 && parts[0].equals(CronRule.NAME)) {
      return new CronRule(parts[1], zone);
    }
    if (parts.length == 2 && parts[0].equals(EveryRule.NAME)) {
      return new EveryRule(Duration.parse(parts[1]));
    }
    throw new IllegalArgumentException("no rule of a schedule: " + text);
  }

  /** The next ticks after this time, in order. */
  default List<Instant> next(Instant time, int count) {
    return Stream.iterate(after(time), this::after).limit(count).toList();
  }

  /**
   * The newest ticks from {@code first}, which is one, up to {@code now}, in order.
   *
   * @param most how many, 1 or more; the older ones are left out
   */
  default List<Instant> due(Instant first, Instant now, int most) {
    // Looks back further and further, or years of ticks would have to be counted.
    Duration span = Duration.ofMinutes(1);
    while (true) {
      Instant start = now.minus(span);
      boolean all = !start.isAfter(first);
      List<Instant> newest = newest(all ? first : after(start), now, most);
      if (all || newest.size() == most) {
        return newest;
      }
      span = span.multipliedBy(4);
    }
  }

  private List<Instant> newest(Instant first, Instant now, int most) {
    Deque<Instant> newest = new ArrayDeque<>();
    for (Instant tick = first; !tick.isAfter(now); tick = after(tick)) {
      if (newest.size() == most) {
        newest.removeFirst();
      }
      newest.addLast(tick);
    }
    return List.copyOf(newest);
  }
}
