package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitsIT extends WorkerLab {

  @Test
  void notMoreRunAtATimeOnAllInstancesThanTheQueueMay() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    handler.body =
        (work, job) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.sleep(5);
          running.decrementAndGet();
        };
    Map<String, String> two = Map.of("WORKER_LIMIT_SCREENSHOT", "2");
    LabInstance first = instance(two).start();
    instance(two).start();
    instance(two).start();
    for (int i = 0; i < 30; i++) {
      first.enqueue(new LabHandler.Work("job " + i));
    }
    awaitNoJobs();

    assertTrue(most.get() <= 2, most + " at a time");
    assertEquals(30, handler.begun.size());
  }

  @Test
  void whoeverDiesLeavesNoPlaceTaken() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    handler.body =
        (work, job) -> {
          if (job.attempt() == 1) {
            begun.countDown();
            gate.await();
          }
        };
    Map<String, String> one = Map.of("WORKER_LIMIT_SCREENSHOT", "1");
    LabInstance dying = instance(one).start();
    dying.enqueue(WORK);
    await(begun);
    dying.crash();
    LabInstance other = instance(one).start();
    pass(PAST_THE_LEASE);

    await(() -> other.meter.outcomes.equals(List.of(JobMeter.Outcome.COMPLETED)));
    assertEquals(0, rows("job"));
  }

  @Test
  void whatComesTooEarlyWaitsForItsTurnAndIsNotPostponedTwice() throws Exception {
    handler.limits =
        QueueLimits.NONE
            .rate(new Rate(3, Duration.ofMinutes(1)))
            .ratePerKey(new Rate(1, Duration.ofMinutes(1)));
    LabInstance instance = instance();
    UUID second = null;
    for (int i = 0; i < 2; i++) {
      second =
          instance.enqueue(new LabHandler.Work("shop 1"), options -> options.rateKey("shop 1"));
    }
    for (int i = 0; i < 3; i++) {
      instance.enqueue(new LabHandler.Work("other " + i));
    }
    instance.start();
    instance().start();
    await(() -> database.number("SELECT count(*) FROM job WHERE slot_granted") == 2);
    await(() -> handler.begun.size() == 3);
    assertEquals(1, handler.begun.stream().filter("shop 1"::equals).count());
    assertEquals(0, database.number("SELECT sum(attempts) FROM job WHERE id = ?", second));

    pass(Duration.ofSeconds(61));
    awaitNoJobs();
    assertEquals(5, handler.begun.size());
  }
}
