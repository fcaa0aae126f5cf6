package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.job.JobMeter.Outcome;
import dev.repartee.local.LocalServices;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CrashedWorkerIT extends WorkerLab {

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

    pass(PAST_THE_LEASE);
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
    pass(PAST_THE_LEASE);

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
    pass(PAST_THE_LEASE);

    await(() -> rows("dead_job") == 1);
    await(() -> WORK.equals(told.get()));
    assertEquals(1, handler.begun.size());
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
    pass(PAST_THE_LEASE);
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
}
