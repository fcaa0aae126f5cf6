package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.job.JobMeter.Outcome;
import dev.repartee.foundation.telemetry.TraceContext;
import dev.repartee.local.LocalServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAST_THE_LEASE = Duration.ofSeconds(31);

  /** So that nobody but another instance can take a job again. */
  private static final Map<String, String> ONE_HAND = Map.of("WORKER_CONCURRENCY_SCREENSHOT", "1");

  /** Of another queue. */
  public record Other(String name) {}

  private static final class OtherHandler implements JobHandler<Other> {
    @Override
    public JobOptions options() {
      return JobOptions.of("generation");
    }

    @Override
    public void run(Other payload, JobContext job) {}
  }

  private static final LabHandler.Work WORK = new LabHandler.Work("one");

  private final SettableClock clock = new SettableClock();
  private final LabHandler handler = new LabHandler((work, job) -> {});
  private final List<LabInstance> instances = new ArrayList<>();
  private LabDatabase database;

  @BeforeEach
  void open() throws Exception {
    LocalServices.forTests().redis().start();
    LocalServices.forTests().redis().flush();
    database = LabDatabase.create();
    database.execute("CREATE TABLE effect (job uuid NOT NULL, worker text NOT NULL)");
  }

  @AfterEach
  void close() {
    instances.forEach(LabInstance::close);
    database.close();
    LocalServices.forTests().redis().start();
  }

  private LabInstance instance(JobHandler<?>... handlers) {
    return instance(Map.of(), handlers);
  }

  private LabInstance instance(Map<String, String> changes, JobHandler<?>... handlers) {
    List<JobHandler<?>> all = handlers.length == 0 ? List.of(handler) : List.of(handlers);
    LabInstance instance = new LabInstance(database, clock, changes, all);
    instances.add(instance);
    return instance;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not happen within " + PATIENCE);
      Thread.sleep(10);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  private static <T> T value(AtomicReference<T> reference) {
    return Objects.requireNonNull(reference.get());
  }

  private long rows(String table) {
    return database.number("SELECT count(*) FROM " + table);
  }

  private void awaitNoJobs() throws InterruptedException {
    await(() -> rows("job") == 0);
  }

  private static void effect(LabInstance by, UUID job, String name) {
    by.database.execute("INSERT INTO effect VALUES (?, ?)", job, name);
  }

  /** A handler whose effect is in the instance's database, once the gate lets it. */
  private static LabHandler gated(
      AtomicReference<LabInstance> by, String name, CountDownLatch begun, CountDownLatch gate) {
    return new LabHandler(
        (work, job) -> {
          begun.countDown();
          boolean interrupted = false;
          while (gate.getCount() > 0) {
            try {
              gate.await();
            } catch (InterruptedException e) { // a frozen process does not notice
              interrupted = true;
            }
          }
          if (interrupted) {
            Thread.interrupted();
          }
          job.complete(() -> effect(value(by), job.id(), name));
        });
  }

  @Test
  void runsWhatWasCommittedAndNothingElse() throws Exception {
    LabInstance instance = instance().start();

    assertThrows(
        IllegalStateException.class,
        () ->
            instance.database.inTransaction(
                () -> {
                  instance.jobs().enqueue(new LabHandler.Work("rolled back"));
                  throw new IllegalStateException();
                }));
    instance.enqueue(WORK);

    awaitNoJobs();
    assertEquals(List.of("one"), handler.begun);
    await(() -> instance.meter.outcomes.equals(List.of(Outcome.COMPLETED)));
  }

  @Test
  void anInstanceThatTakesNoJobsEnqueuesForOthers() throws Exception {
    LabInstance api = instance(Map.of("ROLE", "api"));
    api.engine.atStart(new jakarta.enterprise.event.Startup());
    api.enqueue(WORK);
    assertEquals(1, rows("job"));

    LabInstance worker = instance(Map.of("ROLE", "worker"));
    worker.engine.atStart(new jakarta.enterprise.event.Startup());
    awaitNoJobs();
    await(() -> worker.meter.outcomes.equals(List.of(Outcome.COMPLETED)));
    assertEquals(List.of(), api.meter.outcomes);
  }

  @Test
  void aFrozenWorkerThatWakesUpCanNotCommit() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    AtomicReference<LabInstance> byFrozen = new AtomicReference<>();
    AtomicReference<LabInstance> byOther = new AtomicReference<>();
    LabInstance frozen = instance(ONE_HAND, gated(byFrozen, "frozen", begun, gate)).start();
    byFrozen.set(frozen);
    frozen.enqueue(WORK);
    await(begun);
    frozen.freeze();

    clock.advance(PAST_THE_LEASE);
    CountDownLatch open = new CountDownLatch(0);
    LabInstance other = instance(gated(byOther, "other", new CountDownLatch(1), open));
    byOther.set(other);
    other.start();
    await(() -> rows("effect") == 1);
    gate.countDown();

    await(() -> frozen.meter.outcomes.equals(List.of(Outcome.LEASE_LOST)));
    assertEquals(1, database.number("SELECT count(*) FROM effect WHERE worker = 'other'"));
    assertEquals(1, rows("effect"));
  }

  @Test
  void runsTheJobOfACrashedWorkerWhenItsLeaseIsOver() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    LabHandler stuck =
        new LabHandler(
            (work, job) -> {
              begun.countDown();
              new CountDownLatch(1).await();
            });
    LabInstance crashed = instance(stuck).start();
    crashed.enqueue(WORK);
    await(begun);
    crashed.crash();

    AtomicInteger attempt = new AtomicInteger();
    handler.body = (work, job) -> attempt.set(job.attempt());
    instance().start();
    assertEquals(1, rows("job"));
    clock.advance(PAST_THE_LEASE);

    awaitNoJobs();
    assertEquals(2, attempt.get());
  }

  @Test
  void aJobWhoseLastWorkerCrashedIsDeadAndItsHandlerIsTold() throws Exception {
    handler.options = handler.options.attempts(1);
    CountDownLatch begun = new CountDownLatch(1);
    handler.body =
        (work, job) -> {
          begun.countDown();
          new CountDownLatch(1).await();
        };
    LabInstance crashed = instance().start();
    crashed.enqueue(WORK);
    await(begun);
    crashed.crash();

    AtomicReference<LabHandler.Work> told = new AtomicReference<>();
    handler.burial = told::set;
    instance().start();
    clock.advance(PAST_THE_LEASE);

    await(() -> rows("dead_job") == 1);
    await(() -> WORK.equals(told.get()));
    assertEquals(1, handler.begun.size());
  }

  @Test
  void anEffectThatFailsLeavesTheJob() throws Exception {
    LabInstance instance = instance();
    handler.body =
        (work, job) ->
            job.complete(
                () -> {
                  effect(instance, job.id(), "attempt " + job.attempt());
                  if (job.attempt() == 1) {
                    throw new AssertionError("after the effect");
                  }
                });
    instance.start();
    instance.enqueue(WORK);

    await(() -> instance.meter.outcomes.equals(List.of(Outcome.FAILED)));
    assertEquals(0, rows("effect"));
    clock.advance(Duration.ofSeconds(7));
    awaitNoJobs();
    assertEquals(1, database.number("SELECT count(*) FROM effect WHERE worker = 'attempt 2'"));
  }

  @Test
  void failsIsRetriedAndDiesInOneTransactionWithItsBurial() throws Exception {
    handler.options = handler.options.attempts(2);
    handler.body =
        (work, job) -> {
          throw new StackOverflowError("an Error, not an Exception");
        };
    LabInstance instance = instance();
    AtomicInteger burials = new AtomicInteger();
    handler.burial =
        work -> {
          effect(instance, UUID.randomUUID(), "burial");
          if (burials.incrementAndGet() == 1) {
            throw new IllegalStateException("not this time");
          }
        };
    instance.start();
    instance.enqueue(WORK);

    await(() -> instance.meter.outcomes.equals(List.of(Outcome.FAILED)));
    clock.advance(Duration.ofSeconds(4));
    assertEquals(1, handler.begun.size());
    clock.advance(Duration.ofSeconds(3));

    // The first burial fails: the job is neither dead nor lost.
    await(() -> instance.meter.outcomes.equals(List.of(Outcome.FAILED, Outcome.UNSETTLED)));
    assertEquals(0, rows("effect"));
    assertEquals(0, rows("dead_job"));
    assertEquals(1, rows("job"));

    clock.advance(PAST_THE_LEASE);
    await(() -> rows("dead_job") == 1);
    assertEquals(1, rows("effect"));
    assertEquals(0, rows("job"));
    assertEquals(2, handler.begun.size());
    assertEquals(
        1,
        database.number(
            "SELECT count(*) FROM dead_job WHERE attempts = 2 AND last_error LIKE 'The worker%'"));
  }

  @Test
  void aPayloadThatNobodyCanReadDiesAndKeepsNobody() throws Exception {
    handler.options = handler.options.attempts(1);
    LabInstance instance = instance();
    UUID poison = instance.enqueue(WORK, options -> options.delay(Duration.ofSeconds(1)));
    database.execute("UPDATE job SET payload = '{broken' WHERE id = ?", poison);
    instance.enqueue(new LabHandler.Work("two"), options -> options.delay(Duration.ofSeconds(2)));
    instance.start();
    clock.advance(Duration.ofSeconds(3));

    await(() -> rows("dead_job") == 1 && rows("job") == 0);
    assertEquals(List.of("two"), handler.begun);
  }

  @Test
  void interruptsWhatTakesTooLongAndTriesAgain() throws Exception {
    handler.options = handler.options.timeout(Duration.ofSeconds(10));
    CountDownLatch begun = new CountDownLatch(1);
    handler.body =
        (work, job) -> {
          begun.countDown();
          if (job.attempt() == 1) {
            new CountDownLatch(1).await();
          }
        };
    LabInstance instance = instance().start();
    instance.enqueue(WORK);
    await(begun);
    clock.advance(Duration.ofSeconds(11));

    await(() -> instance.meter.outcomes.equals(List.of(Outcome.TIMED_OUT)));
    clock.advance(Duration.ofSeconds(7));
    await(() -> instance.meter.outcomes.equals(List.of(Outcome.TIMED_OUT, Outcome.COMPLETED)));
  }

  @Test
  void aHandlerThatNeverReturnsKeepsAHandButNotTheJob() throws Exception {
    handler.options = handler.options.timeout(Duration.ofSeconds(10));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<LabInstance> by = new AtomicReference<>();
    LabHandler deaf = gated(by, "deaf", begun, never);
    deaf.options = handler.options;
    LabInstance instance = instance(ONE_HAND, deaf);
    by.set(instance);
    instance.start().enqueue(WORK);
    await(begun);
    clock.advance(PAST_THE_LEASE); // also past the time the attempt has, so nobody renews it
    LabInstance other = instance();
    other.start();

    await(() -> other.meter.outcomes.equals(List.of(Outcome.COMPLETED)));
    never.countDown();
    await(() -> instance.meter.outcomes.size() == 1);
    assertEquals(0, rows("effect"));
  }

  @Test
  void aDelayedJobRunsWhenItsTimeHasCome() throws Exception {
    LabInstance instance = instance().start();
    instance.enqueue(WORK, options -> options.delay(Duration.ofMinutes(10)));
    instance.enqueue(new LabHandler.Work("two"));
    await(() -> handler.begun.equals(List.of("two")));
    clock.advance(Duration.ofMinutes(10).minusMillis(1));
    instance.sweeper.sweep();
    assertEquals(List.of("two"), handler.begun);

    clock.advance(Duration.ofMillis(1));
    await(() -> handler.begun.equals(List.of("two", "one")));
    awaitNoJobs();
  }

  @Test
  void aJobWithAKnownDedupeKeyIsNotAdded() throws Exception {
    LabInstance instance = instance();
    UUID first = instance.enqueue(WORK, options -> options.dedupeKey("session 7"));
    UUID second =
        instance.enqueue(new LabHandler.Work("two"), options -> options.dedupeKey("session 7"));
    instance.start();

    assertEquals(first, second);
    awaitNoJobs();
    assertEquals(List.of("one"), handler.begun);
  }

  @Test
  void aCancelledJobIsInterruptedAndDoesNotCount() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<JobContext> context = new AtomicReference<>();
    handler.body =
        (work, job) -> {
          context.set(job);
          begun.countDown();
          new CountDownLatch(1).await();
        };
    LabInstance instance = instance(Map.of("JOB_LEASE", "1s")).start();
    UUID id = instance.enqueue(WORK);
    await(begun);
    value(context).checkAlive();
    assertTrue(instance.jobs().cancel(id));

    await(() -> instance.meter.outcomes.equals(List.of(Outcome.LEASE_LOST)));
    assertThrows(LeaseLost.class, () -> value(context).checkAlive());
    assertThrows(LeaseLost.class, () -> value(context).progress(50));
    assertFalse(instance.jobs().cancel(id));
    assertEquals(0, rows("dead_job"));
  }

  @Test
  void notMoreRunAtATimeThanTheQueueMay() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier three = new CyclicBarrier(3);
    handler.body =
        (work, job) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          three.await(PATIENCE.toSeconds(), TimeUnit.SECONDS); // passes only when three run
          running.decrementAndGet();
        };
    LabInstance instance = instance(Map.of("WORKER_CONCURRENCY_SCREENSHOT", "3"));
    for (int i = 0; i < 30; i++) {
      instance.enqueue(WORK);
    }
    instance.start();

    awaitNoJobs();
    assertEquals(3, most.get());
    assertEquals(30, handler.begun.size());
  }

  @Test
  void aStopWaitsForWhatRunsAndTakesNoMore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    handler.body =
        (work, job) -> {
          begun.countDown();
          gate.await();
        };
    LabInstance instance =
        instance(Map.of("WORKER_CONCURRENCY_SCREENSHOT", "1", "SHUTDOWN_TIMEOUT", "25s")).start();
    instance.enqueue(WORK);
    await(begun);
    Thread stop = new Thread(instance.engine::stop);
    stop.start();
    await(() -> stop.getState() == Thread.State.TIMED_WAITING);
    instance.enqueue(new LabHandler.Work("two"));
    gate.countDown();
    stop.join();

    assertEquals(List.of(Outcome.COMPLETED), instance.meter.outcomes);
    assertEquals(List.of("one"), handler.begun);
    assertEquals(1, database.number("SELECT count(*) FROM job WHERE state = 'READY'"));
  }

  @Test
  void aStopGivesBackWhatDoesNotEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    handler.body =
        (work, job) -> {
          begun.countDown();
          new CountDownLatch(1).await();
        };
    LabInstance stopped = instance(Map.of("SHUTDOWN_TIMEOUT", "500ms")).start();
    stopped.enqueue(WORK);
    await(begun);
    stopped.engine.stop();
    assertEquals(List.of(Outcome.GIVEN_BACK), stopped.meter.outcomes);

    AtomicInteger attempt = new AtomicInteger();
    handler.body = (work, job) -> attempt.set(job.attempt());
    instance().start();
    awaitNoJobs(); // without the clock moving: nobody had to wait for a lease
    assertEquals(1, attempt.get());
  }

  @Test
  void worksOnWhileRedisIsAway() throws Exception {
    LabInstance instance = instance().start();
    instance.enqueue(WORK);
    awaitNoJobs();
    LocalServices.forTests().redis().kill();
    instance.enqueue(new LabHandler.Work("two"));
    awaitNoJobs();
    instance.enqueue(new LabHandler.Work("three"), o -> o.delay(Duration.ofSeconds(5)));
    clock.advance(Duration.ofSeconds(6));
    awaitNoJobs();

    LocalServices.forTests().redis().start();
    instance.enqueue(new LabHandler.Work("four"));
    awaitNoJobs();
    assertEquals(List.of("one", "two", "three", "four"), handler.begun);
  }

  @Test
  void findsWhatRedisForgot() throws Exception {
    LabInstance instance = instance();
    Set<String> names = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 50; i++) {
      instance.enqueue(new LabHandler.Work("job " + i));
      names.add("job " + i);
    }
    LocalServices.forTests().redis().flush();
    instance.start();

    awaitNoJobs();
    assertEquals(names, Set.copyOf(handler.begun));
    assertEquals(50, handler.begun.size());
  }

  @Test
  void twoSweepersAtOnceDoNoHarm() throws Exception {
    handler.options = handler.options.attempts(1);
    CountDownLatch begun = new CountDownLatch(4);
    handler.body =
        (work, job) -> {
          begun.countDown();
          new CountDownLatch(1).await();
        };
    LabInstance crashed = instance(Map.of("WORKER_CONCURRENCY_SCREENSHOT", "4")).start();
    crashed.enqueue(WORK);
    crashed.enqueue(WORK);
    crashed.enqueue(WORK, options -> options.attempts(2));
    crashed.enqueue(WORK, options -> options.attempts(2));
    await(begun);
    crashed.crash();
    LocalServices.forTests().redis().kill(); // so that no claim keeps them from sweeping together
    clock.advance(PAST_THE_LEASE);
    handler.begun.clear();
    handler.body = (work, job) -> {};
    AtomicInteger burials = new AtomicInteger();
    handler.burial = work -> burials.incrementAndGet();
    LabInstance one = instance();
    LabInstance two = instance();

    Thread other = new Thread(two.sweeper::sweep);
    other.start();
    one.sweeper.sweep();
    other.join();

    assertEquals(2, rows("dead_job"));
    assertEquals(2, burials.get());
    one.start();
    two.start();
    awaitNoJobs();
    assertEquals(2, handler.begun.size());
  }

  @Test
  void carriesTheTraceOfWhoeverEnqueued() throws Exception {
    AtomicReference<TraceContext> seen = new AtomicReference<>();
    handler.body = (work, job) -> seen.set(TraceContext.current().orElseThrow());
    LabInstance instance = instance().start();
    TraceContext trace = TraceContext.start();
    trace.run(() -> instance.enqueue(WORK));
    awaitNoJobs();

    assertEquals(trace.traceId(), value(seen).traceId());
    assertFalse(trace.spanId().equals(value(seen).spanId()));
  }

  @Test
  void countsItsQueuesAlsoEmptyOnes() throws Exception {
    LabInstance instance = instance();
    instance.enqueue(WORK);
    instance.enqueue(WORK, options -> options.delay(Duration.ofHours(1)));
    instance.sweeper.sweep();
    assertEquals(
        new QueueFigures("screenshot", 1, 0, 1, 0, Duration.ZERO),
        instance.meter.figures.get("screenshot"));

    instance.start();
    clock.advance(Duration.ofHours(1));
    awaitNoJobs();
    clock.advance(Sweeper.COUNT_INTERVAL);
    await(() -> QueueFigures.none("screenshot").equals(instance.meter.figures.get("screenshot")));
  }

  @Test
  void anIdleWorkerAsksPostgresLessThanFiveTimesASecond() throws Exception {
    LabInstance instance =
        instance(Map.of("JOB_SWEEP_INTERVAL", "2s"), handler, new OtherHandler()).start();
    long before = instance.database.lent();
    long begin = System.nanoTime();
    Thread.sleep(3_000);
    double seconds = (System.nanoTime() - begin) / 1e9;

    assertTrue(
        instance.database.lent() - before < 5 * seconds + 1,
        () -> instance.database.lent() - before + " statements in " + seconds + " s");
  }

  @Test
  void threeWorkersRunTwentyThousandJobsEachOnce() throws Exception {
    int count = 20_000;
    Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    handler.body =
        (work, job) ->
            runs.computeIfAbsent(work.name(), n -> new AtomicInteger()).incrementAndGet();
    Map<String, String> wide = Map.of("WORKER_CONCURRENCY_SCREENSHOT", "16");
    LabInstance first = instance(wide);
    long begin = System.nanoTime();
    for (int batch = 0; batch < count / 1_000; batch++) {
      int from = batch * 1_000;
      first.database.inTransaction(
          () -> {
            for (int i = from; i < from + 1_000; i++) {
              first.jobs().enqueue(new LabHandler.Work("job " + i));
            }
          });
    }
    long added = System.nanoTime();
    first.start();
    instance(wide).start();
    instance(wide).start();
    await(() -> runs.size() == count);
    awaitNoJobs();
    long done = System.nanoTime();

    assertEquals(count, runs.size());
    assertTrue(runs.values().stream().allMatch(run -> run.get() == 1));
    System.getLogger(WorkerIT.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} jobs added at {1}/s and run at {2}/s by three workers",
            count,
            count * 1_000_000_000L / (added - begin),
            count * 1_000_000_000L / (done - added));
  }
}
