package dev.repartee.foundation.job;

import jakarta.enterprise.concurrent.CronTrigger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;

/**
 * Ticks by a cron expression, as {@link CronTrigger} reads it. What names hours goes by the clock
 * on the wall: a time that the clock jumps over ticks at the end of the gap, one that comes twice
 * ticks the first time. What ticks at every hour does so in the hours that really pass.
 */
final class CronRule implements Rule {

  static final String NAME = "cron";

  private static final Instant ANY_TIME = Instant.EPOCH;
  private static final int FIELDS = 5;

  private final String expression;
  private final ZoneId zone;
  private final CronTrigger trigger;
  private final boolean everyHour;

  /**
   * @param expression five fields from minutes to days of the week, or six from seconds; where both
   *     days of the month and of the week are given, a day must be both
   * @throws IllegalArgumentException when it can not be read, or there is no such time
   */
  CronRule(String expression, ZoneId zone) {
    this.expression = expression;
    this.zone = zone;
    String[] fields = expression.split(" ", -1);
    everyHour = fields.length >= FIELDS && fields[fields.length - 4].equals("*");
    try {
      if (expression.indexOf('#') >= 0) { // the trigger would pass over it
        throw new IllegalArgumentException("# is not understood");
      }
      trigger = new CronTrigger(expression, everyHour ? zone : ZoneOffset.UTC);
      after(ANY_TIME);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a cron expression: " + expression, e);
    }
  }

  @Override
  public Instant after(Instant time) {
    if (everyHour) {
      return trigger.getNextRunTime(null, time.plusNanos(1).atZone(zone)).toInstant();
    }
    LocalDateTime wall = time.atZone(zone).toLocalDateTime();
    while (true) {
      wall =
          trigger.getNextRunTime(null, wall.plusNanos(1).atZone(ZoneOffset.UTC)).toLocalDateTime();
      Instant tick = instant(wall);
      if (tick.isAfter(time)) {
        return tick;
      }
    }
  }

  private Instant instant(LocalDateTime wall) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(wall);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : wall.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public String text() {
    return NAME + " " + expression;
  }
}
