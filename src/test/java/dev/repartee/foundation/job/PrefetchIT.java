package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is leased before a hand is free for it. */
class PrefetchIT extends WorkerLab {

  private static final String RUNNING = "SELECT count(*) FROM job WHERE state = 'RUNNING'";

  private final CountDownLatch gate = new CountDownLatch(1);

  /** One hand that is used to fast jobs, and then is kept by a slow one with others behind it. */
  private LabInstance withALine(Map<String, String> changes) throws Exception {
    handler.body =
        (work, job) -> {
          if (work.name().equals("slow")) {
            gate.await();
          }
        };
    LabInstance instance = instance(changes);
    enqueue(instance, 500, "fast");
    enqueue(instance, 1, "slow");
    enqueue(instance, 20, "behind");
    instance.start();
    await(() -> handler.begun.contains("slow") && database.number(RUNNING) > 1);
    return instance;
  }

  private static void enqueue(LabInstance instance, int count, String name) {
    List<LabHandler.Work> all =
        IntStream.range(0, count).mapToObj(i -> new LabHandler.Work(name)).toList();
    instance.database.inTransaction(() -> instance.jobs().enqueueAll(all));
  }

  private static List<UUID> waiting(LabInstance instance) {
    return new Statements(instance.database)
        .rows(
            "SELECT id FROM job WHERE state = 'RUNNING' AND payload LIKE '%behind%'",
            row -> row.getObject(1, UUID.class));
  }

  @Test
  void whatWaitsBehindASlowJobGoesToOthers() throws Exception {
    withALine(ONE_HAND);
    instance().start();

    await(() -> handler.begun.stream().filter("behind"::equals).count() == 20);
    gate.countDown();
    awaitNoJobs();
    assertEquals(521, handler.begun.size());
  }

  @Test
  void whatWasCancelledBeforeAHandWasFreeDoesNotRun() throws Exception {
    LabInstance instance = withALine(ONE_HAND);
    for (UUID id : waiting(instance)) {
      assertTrue(instance.jobs().cancel(id));
    }
    instance.database.execute("DELETE FROM job WHERE payload LIKE '%behind%'");
    TimeUnit.NANOSECONDS.sleep(Held.CONFIRM_AFTER.toNanos()); // after that it must be asked for

    gate.countDown();
    awaitNoJobs();
    assertFalse(handler.begun.contains("behind"));
  }

  @Test
  void aStopGivesBackWhatWasNotBegun() throws Exception {
    LabInstance stopped = withALine(Map.of("WORKER_CONCURRENCY_SCREENSHOT", "1"));
    Thread stop = new Thread(stopped.engine::stop);
    stop.start();
    await(() -> stop.getState() == Thread.State.TIMED_WAITING); // it takes nothing any more
    await(() -> database.number(RUNNING) == 1);
    gate.countDown();
    stop.join();

    assertEquals(20, database.number("SELECT count(*) FROM job WHERE attempts = 0"));
    handler.begun.clear();
    instance().start();
    awaitNoJobs(); // without the time of a lease
    assertEquals(20, handler.begun.size());
  }

  @Test
  void urgentJobsGoFirstAndThoseThatYieldLast() throws Exception {
    LabInstance instance = instance(ONE_HAND);
    for (int priority : new int[] {-1, 0, 0, 3, -1, 7}) {
      instance.enqueue(
          new LabHandler.Work("priority " + priority), options -> options.priority(priority));
    }
    // without a sweep, so that only Redis says what is there
    await(() -> instance.dispatcher.waiting(LabHandler.QUEUE).orElse(0) == 6);
    instance.start();

    awaitNoJobs();
    List<String> begun = new ArrayList<>(handler.begun);
    assertEquals(
        List.of("priority 3", "priority 7"), begun.subList(0, 2).stream().sorted().toList());
    assertEquals(
        List.of("priority 0", "priority 0", "priority -1", "priority -1"), begun.subList(2, 6));
  }

  @Test
  void aClockThatJumpsAnHourRunsNothingTwiceAndHoldsNothingUp() throws Exception {
    handler.body =
        (work, job) -> {
          if (work.name().equals("slow")) {
            gate.await();
          }
        };
    LabInstance instance = instance(Map.of("JOB_LEASE", "1s")).start();
    instance.enqueue(new LabHandler.Work("slow"));
    await(() -> handler.begun.contains("slow"));
    LabInstance other = instance(Map.of("JOB_LEASE", "1s")).start();
    for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-2))) {
      clock.advance(jump);
      handler.begun.clear();
      instance.enqueue(WORK);
      other.enqueue(WORK);
      await(() -> handler.begun.size() == 2);
      Thread.sleep(1_500); // more than a lease, many sweeps, and a look at what is overdue
    }
    assertEquals(List.of("one", "one"), handler.begun);
    gate.countDown();
    awaitNoJobs();
    await(() -> instance.meter.outcomes.size() + other.meter.outcomes.size() == 5);
    assertFalse(instance.meter.outcomes.contains(JobMeter.Outcome.LEASE_LOST));
  }
}
