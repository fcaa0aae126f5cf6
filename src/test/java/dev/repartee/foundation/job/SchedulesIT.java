package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.data.Json;
import dev.repartee.local.LocalServices;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchedulesIT {

  /** What a tick enqueues. */
  public record Chore(String name, Instant tick) {}

  /** Says the same at every tick. */
  public record Plain(String name) {}

  private static final class ChoreHandler implements JobHandler<Chore> {
    @Override
    public JobOptions options() {
      return JobOptions.of("maintenance");
    }

    @Override
    public void run(Chore payload, JobContext job) {}
  }

  private static final class PlainHandler implements JobHandler<Plain> {
    @Override
    public JobOptions options() {
      return JobOptions.of("maintenance");
    }

    @Override
    public void run(Plain payload, JobContext job) {}
  }

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Schedule EVERY_MINUTE =
      Schedule.every("chores", MINUTE, new Chore("sweep", Instant.EPOCH));

  private final SettableClock clock = new SettableClock();
  private final List<LabInstance> instances = new ArrayList<>();
  private LabDatabase database;

  @BeforeEach
  void open() throws Exception {
    LocalServices.forTests().redis().start();
    database = LabDatabase.create();
    set(NOON.plusSeconds(1));
  }

  @AfterEach
  void close() {
    instances.forEach(LabInstance::close);
    database.close();
  }

  private LabTicker instance(JobHandler<?>... handlers) {
    List<JobHandler<?>> known =
        handlers.length == 0 ? List.of(new ChoreHandler(), new PlainHandler()) : List.of(handlers);
    LabInstance instance = new LabInstance(database, clock, Map.of(), known);
    instances.add(instance);
    return new LabTicker(instance, known, clock);
  }

  private void set(Instant time) {
    clock.advance(Duration.between(clock.instant(), time));
  }

  private List<Instant> jobs() {
    return new Statements(database)
            .rows(
                "SELECT payload FROM job WHERE type = 'SchedulesIT.Chore'", row -> row.getString(1))
            .stream()
            .map(payload -> Json.read(payload, Chore.class).tick())
            .sorted()
            .toList();
  }

  private static List<Instant> minutes(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(minute -> NOON.plus(MINUTE.multipliedBy(minute)))
        .toList();
  }

  private static Instant next(LabTicker instance) {
    return instance.schedules.list(1).get(0).nextTicks().get(0);
  }

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

  /** The same instance with four threads' worth of tickers, which share its connections. */
  private Stream<LabTicker> fourOf(LabTicker first) {
    LabInstance instance = instances.get(instances.size() - 1);
    return Stream.concat(
        Stream.of(first),
        Stream.generate(() -> new LabTicker(instance, List.of(new ChoreHandler()), clock))
            .limit(3));
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
                "SchedulesIT.Plain",
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
