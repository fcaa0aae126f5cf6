package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.ZoneId;

/**
 * A job that is enqueued again and again: one for each tick, however many instances there are. If
 * the payload has a component {@code Instant tick}, it is given the time of the tick.
 *
 * <p>A tick is missed when no instance is there for it within a minute. Missed ticks are skipped,
 * and of several that are due at once only the newest counts, unless {@link #catchUp} says
 * otherwise.
 */
public final class Schedule {

  /** The most ticks that can be made up for. */
  public static final int MAX_CATCH_UP = 1_000;

  private static final int MAX_NAME = 120;

  private final String name;
  private final Rule rule;
  private final Record payload;
  private final int catchUp;

  private Schedule(String name, Rule rule, Record payload, int catchUp) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException("a schedule's name has 1 to 120 characters");
    }
    if (catchUp < 0 || catchUp > MAX_CATCH_UP) {
      throw new IllegalArgumentException("0 to 1000 ticks can be made up for, not " + catchUp);
    }
    this.name = name;
    this.rule = rule;
    this.payload = payload;
    this.catchUp = catchUp;
  }

  /**
   * Ticks by the clock of a time zone. A time that is jumped over in spring ticks at the end of the
   * gap, one that comes twice in autumn ticks the first time; where the hour is {@code *}, every
   * hour that passes counts.
   *
   * @param expression minutes, hours, days of the month, months, days of the week; may begin with
   *     seconds. A day must match both of its fields.
   * @param payload a record some {@link JobHandler} is for
   * @throws IllegalArgumentException when the expression can not be read
   */
  public static Schedule cron(String name, String expression, ZoneId zone, Record payload) {
    return new Schedule(name, new CronRule(expression, zone), payload, 0);
  }

  /**
   * Ticks at every multiple of this duration since the epoch, whenever the server was started.
   *
   * @param interval a second or more
   * @param payload a record some {@link JobHandler} is for
   */
  public static Schedule every(String name, Duration interval, Record payload) {
    return new Schedule(name, new EveryRule(interval), payload, 0);
  }

  /**
   * Makes up for missed ticks, each with a job of its own.
   *
   * @param most how many, 1 to {@value #MAX_CATCH_UP}; of more than that the oldest are skipped
   */
  public Schedule catchUp(int most) {
    return new Schedule(name, rule, payload, most);
  }

  String name() {
    return name;
  }

  Rule rule() {
    return rule;
  }

  Record payload() {
    return payload;
  }

  int catchUp() {
    return catchUp;
  }
}
