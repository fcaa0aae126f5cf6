package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clocks that are wrong, jump or miss a tick. */
class ScheduleTimesIT extends SchedulesFixture {

  @Test
  void aClockThatIsPutBackRepeatsNothing() {
    LabTicker one = instance();
    one.upsert(EVERY_MINUTE);
    for (int i = 0; i < 3; i++) {
      clock.advance(MINUTE);
      one.ticker.tick();
    }
    clock.advance(Duration.ofHours(-1));
    LabTicker restarted = instance();
    for (int i = 0; i < 58; i++) {
      clock.advance(MINUTE);
      one.ticker.tick();
      restarted.ticker.declare(List.of(EVERY_MINUTE));
      restarted.ticker.tick();
    }
    assertEquals(minutes(1, 3), jobs());
    set(NOON.plus(MINUTE.multipliedBy(4)));
    one.ticker.tick();
    assertEquals(minutes(1, 4), jobs());
  }

  @Test
  void aClockThatIsPutBackRepeatsNothingThoughTheRuleChangesOrTheScheduleIsAddedAnew() {
    LabTicker one = instance();
    one.upsert(EVERY_MINUTE);
    clock.advance(MINUTE);
    one.ticker.tick();
    clock.advance(Duration.ofMinutes(-30));

    one.upsert(Schedule.every("chores", Duration.ofMinutes(2), new Chore("a", Instant.EPOCH)));
    assertEquals(NOON.plus(MINUTE.multipliedBy(2)), next(one));
    one.database().inTransaction(() -> one.schedules.remove("chores"));
    assertEquals(List.of(), one.schedules.list(1));
    one.upsert(EVERY_MINUTE);
    for (int i = 0; i < 29; i++) {
      clock.advance(MINUTE);
      one.ticker.tick();
    }
    assertEquals(minutes(1, 1), jobs());
  }

  @Test
  void whatAClockJumpsOverIsSkipped() {
    LabTicker one = instance();
    one.upsert(EVERY_MINUTE);
    set(NOON.plus(Duration.ofHours(1)).plusSeconds(5));
    one.ticker.tick();
    assertEquals(minutes(60, 60), jobs(), "the tick of this minute is no missed one");
    assertEquals(List.of("chores"), List.copyOf(one.skipped));
  }

  @Test
  void aMissedTickIsSkippedAndTheNextOneComes() {
    LabTicker one = instance();
    Schedule daily =
        Schedule.cron("chores", "0 18 * * *", ZoneId.of("UTC"), new Chore("a", Instant.EPOCH));
    one.upsert(daily);
    Instant tick = Instant.parse("2026-05-04T18:00:00Z");
    set(tick.plus(Duration.ofHours(1)));
    one.ticker.tick();
    assertEquals(List.of(), jobs());
    assertEquals(tick.plus(Duration.ofDays(1)), next(one));
    set(tick.plus(Duration.ofDays(1)));
    one.ticker.tick();
    assertEquals(List.of(tick.plus(Duration.ofDays(1))), jobs());
  }

  @Test
  void missedTicksAreMadeUpForInOrderUpToTheBound() {
    LabTicker one = instance();
    one.upsert(EVERY_MINUTE.catchUp(3));
    set(NOON.plus(Duration.ofHours(1)).plusSeconds(30));
    one.ticker.tick();
    assertEquals(minutes(58, 60), jobs());
    one.ticker.tick();
    assertEquals(minutes(58, 60), jobs());
    assertEquals(NOON.plus(MINUTE.multipliedBy(61)), next(one));
    assertEquals(
        Optional.of(NOON.plus(MINUTE.multipliedBy(60))), one.schedules.list(1).get(0).lastTick());
  }

  @Test
  void ticksGoByTheWallClockThroughSpringAndAutumn() {
    LabTicker one = instance();
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    for (String day : List.of("2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z")) {
      set(Instant.parse(day));
      one.upsert(Schedule.cron("at " + day, "30 2 * * *", berlin, new Chore("a", Instant.EPOCH)));
      for (int minute = 0; minute < 24 * 60; minute++) {
        clock.advance(MINUTE);
        one.ticker.tick();
      }
      one.database().inTransaction(() -> one.schedules.remove("at " + day));
    }
    assertEquals(
        List.of(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-10-25T00:30:00Z")),
        jobs());
  }
}
