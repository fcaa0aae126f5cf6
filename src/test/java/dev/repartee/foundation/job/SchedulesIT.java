package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchedulesIT extends SchedulesFixture {

  @Test
  void aTickHasOneJobThatKnowsItsTime() {
    LabTicker one = instance();
    one.upsert(EVERY_MINUTE);
    one.ticker.tick();
    assertEquals(List.of(), jobs(), "nothing is due");

    clock.advance(MINUTE);
    one.ticker.tick();
    one.ticker.tick();

    assertEquals(minutes(1, 1), jobs());
    assertEquals(List.of(Duration.ofSeconds(1)), List.copyOf(one.lags));
  }

  @Test
  void manyThatTickAtOnceMakeOneJobForEachTick() throws Exception {
    int ticks = 300;
    List<LabTicker> tickers =
        Stream.generate(this::instance).limit(2).flatMap(this::fourOf).toList();
    tickers.get(0).upsert(EVERY_MINUTE.catchUp(Schedule.MAX_CATCH_UP));
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(tickers.size());
    List<Future<?>> loops = new ArrayList<>();
    try {
      for (LabTicker each : tickers) {
        loops.add(
            threads.submit(
                () -> {
                  while (!over.get()) {
                    each.ticker.tick();
                  }
                }));
      }
      for (int i = 0; i < ticks; i++) {
        clock.advance(MINUTE);
        Instant due = clock.instant();
        while (database.number("SELECT count(*) FROM job_schedule WHERE next_tick <= ?", due) > 0) {
          Thread.onSpinWait();
        }
      }
    } finally {
      over.set(true);
      threads.shutdown();
    }
    for (Future<?> loop : loops) {
      loop.get();
    }
    assertEquals(minutes(1, ticks), jobs());
    assertEquals(ticks, tickers.stream().mapToInt(each -> each.lags.size()).sum());
    assertTrue(
        tickers.stream().filter(each -> !each.lags.isEmpty()).count() > 1,
        "only one of them ever came first");
  }

  @Test
  void aRestartRepeatsNoTickAndDeclaringTheSameAgainKeepsTheNextOne() {
    LabTicker before = instance();
    before.ticker.declare(List.of(EVERY_MINUTE));
    clock.advance(MINUTE);
    before.ticker.tick();
    Instant next = next(before);

    clock.advance(MINUTE);
    LabTicker after = instance();
    after.ticker.declare(List.of(EVERY_MINUTE));
    assertEquals(next, next(after), "what is due stays due");
    after.ticker.tick();
    before.ticker.tick();

    assertEquals(minutes(1, 2), jobs());
  }

  @Test
  void anotherRuleOrZoneTicksNextAfterNow() {
    LabTicker one = instance();
    Chore payload = new Chore("sweep", Instant.EPOCH);
    one.upsert(Schedule.cron("chores", "0 18 * * *", ZoneId.of("UTC"), payload));
    assertEquals(Instant.parse("2026-05-04T18:00:00Z"), next(one));
    one.upsert(Schedule.cron("chores", "0 18 * * *", ZoneId.of("Europe/Berlin"), payload));
    assertEquals(Instant.parse("2026-05-04T16:00:00Z"), next(one));
    one.upsert(EVERY_MINUTE);
    assertEquals(NOON.plus(MINUTE), next(one));
    assertEquals(1, one.schedules.list(1).size());
  }

  @Test
  void anotherPayloadKeepsTheNextTickAndIsEnqueuedThen() {
    LabTicker one = instance();
    one.upsert(EVERY_MINUTE);
    clock.advance(MINUTE);
    one.upsert(Schedule.every("chores", MINUTE, new Plain("other")));
    one.ticker.tick();

    assertEquals(1, database.number("SELECT count(*) FROM job WHERE payload LIKE '%other%'"));
    assertEquals(0, jobs().size());
  }

  @Test
  void aScheduleWithoutAHandlerHereIsLeftToThoseThatHaveOne() {
    LabTicker all = instance();
    all.upsert(EVERY_MINUTE);
    all.upsert(Schedule.every("plain", MINUTE, new Plain("p")));
    clock.advance(MINUTE);

    LabTicker older = instance(new PlainHandler());
    older.ticker.tick();
    assertEquals(List.of(), jobs());
    assertEquals(1, database.number("SELECT count(*) FROM job"), "the other one ticks");
    assertFalse(older.schedules.list(1).get(0).handled());

    all.ticker.tick();
    assertEquals(minutes(1, 1), jobs());
  }

  @Test
  void declaringWhatNobodyHandlesKeepsNothingElseFromTicking() {
    LabTicker older = instance(new PlainHandler());
    older.ticker.declare(List.of(EVERY_MINUTE, Schedule.every("plain", MINUTE, new Plain("p"))));
    assertEquals(
        List.of("plain"), older.schedules.list(1).stream().map(ScheduleView::name).toList());
    assertThrows(IllegalArgumentException.class, () -> older.upsert(EVERY_MINUTE));
  }

  @Test
  void aTickThatCanNotBeEnqueuedIsNotTakenAndDoesNotKeepOthers() {
    LabTicker one = instance();
    one.upsert(EVERY_MINUTE);
    one.upsert(Schedule.every("plain", MINUTE, new Plain("p")));
    database.execute("UPDATE job_schedule SET version = 9 WHERE name = 'chores'");
    clock.advance(MINUTE);
    one.ticker.tick();
    assertEquals(1, database.number("SELECT count(*) FROM job"));
    assertEquals(
        0, database.number("SELECT count(*) FROM job_schedule_tick WHERE name = 'chores'"));

    database.execute("UPDATE job_schedule SET version = 1 WHERE name = 'chores'");
    clock.advance(Duration.ofSeconds(11));
    one.ticker.tick();
    assertEquals(minutes(1, 1), jobs());
  }

  @Test
  void theNextRunsAreKnown() {
    LabTicker one = instance();
    one.upsert(
        Schedule.cron("nightly", "0 2 * * *", ZoneId.of("Europe/Berlin"), new Plain("p"))
            .catchUp(2));
    assertEquals(
        List.of(
            new ScheduleView(
                "nightly",
                "SchedulesFixture.Plain",
                true,
                "cron 0 2 * * *",
                "Europe/Berlin",
                2,
                Optional.empty(),
                List.of(
                    Instant.parse("2026-05-05T00:00:00Z"),
                    Instant.parse("2026-05-06T00:00:00Z"),
                    Instant.parse("2026-05-07T00:00:00Z")))),
        one.schedules.list(3));
  }

  @Test
  void whileNothingIsDuePostgresIsLeftInPeace() {
    LabTicker one = instance();
    one.upsert(Schedule.every("hourly", Duration.ofHours(1), new Plain("p")));
    one.ticker.tick();
    long before = one.database().lent();
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofMillis(500));
      one.ticker.tick();
    }
    assertTrue(one.database().lent() - before <= 6, "asked more than every ten seconds");
  }

  @Test
  void ticksOfLongAgoAreForgotten() {
    LabTicker one = instance();
    one.upsert(Schedule.every("daily", Duration.ofDays(1), new Plain("p")));
    for (int i = 0; i < 20; i++) {
      set(NOON.truncatedTo(java.time.temporal.ChronoUnit.DAYS).plus(Duration.ofDays(i + 1)));
      one.ticker.tick();
    }
    assertEquals(20, database.number("SELECT count(*) FROM job"));
    assertEquals(9, database.number("SELECT count(*) FROM job_schedule_tick"));
  }
}
