package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.job.JobMeter.Outcome;
import dev.repartee.foundation.telemetry.TraceContext;
import dev.repartee.testing.Counted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkerIT extends WorkerLab {

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
  void aPayloadThatNobodyCanReadDiesAndKeepsNobody() throws Exception {
    handler.options = handler.options.attempts(1);
    LabInstance instance = instance();
    UUID poison = instance.enqueue(WORK, options -> options.delay(Duration.ofSeconds(1)));
    database.execute("UPDATE job SET payload = '{broken' WHERE id = ?", poison);
    instance.enqueue(new LabHandler.Work("two"), options -> options.delay(Duration.ofSeconds(2)));
    instance.start();
    pass(Duration.ofSeconds(3));

    await(() -> rows("dead_job") == 1 && rows("job") == 0);
    assertEquals(List.of("two"), handler.begun);
  }

  @Test
  void aDelayedJobRunsWhenItsTimeHasCome() throws Exception {
    LabInstance instance = instance().start();
    instance.enqueue(WORK, options -> options.delay(Duration.ofMinutes(10)));
    instance.enqueue(new LabHandler.Work("two"));
    await(() -> handler.begun.equals(List.of("two")));
    pass(Duration.ofMinutes(9));
    instance.sweeper.sweep();
    assertEquals(List.of("two"), handler.begun);

    pass(Duration.ofMinutes(1));
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
  void whatCanNotSucceedDiesAtTheFirstAttempt() throws Exception {
    handler.body =
        (work, job) -> {
          throw new FinalFailure("refused for what it is");
        };
    LabInstance instance = instance().start();
    instance.enqueue(WORK);

    await(() -> rows("dead_job") == 1 && rows("job") == 0);
    assertEquals(1, handler.begun.size());
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
    Counted.say(
        "%d jobs added at %d/s and run at %d/s by three workers",
        count, count * 1_000_000_000L / (added - begin), count * 1_000_000_000L / (done - added));
  }
}
