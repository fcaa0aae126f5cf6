package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.job.JobMeter.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopIT extends WorkerLab {

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
  void aStopGivesBackWhatTheServerHasNoThreadForAnyMore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    handler.body =
        (work, job) -> {
          begun.countDown();
          gate.await();
        };
    LabInstance instance = instance().start();
    instance.enqueue(WORK);
    await(begun);
    instance.refuseThreads();
    instance.enqueue(new LabHandler.Work("two"));
    gate.countDown();
    instance.engine.stop();

    assertEquals(List.of("one"), handler.begun);
    assertEquals(1, rows("job"));
    assertEquals(
        1, database.number("SELECT count(*) FROM job WHERE state = 'READY' AND attempts = 0"));
  }
}
