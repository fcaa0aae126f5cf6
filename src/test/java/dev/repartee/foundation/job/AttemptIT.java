package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.job.JobMeter.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AttemptIT extends WorkerLab {

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
    pass(Duration.ofSeconds(7));
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
    pass(Duration.ofSeconds(4));
    assertEquals(1, handler.begun.size());
    pass(Duration.ofSeconds(3));

    // The first burial fails: the job is neither dead nor lost.
    await(() -> instance.meter.outcomes.equals(List.of(Outcome.FAILED, Outcome.UNSETTLED)));
    assertEquals(0, rows("effect"));
    assertEquals(0, rows("dead_job"));
    assertEquals(1, rows("job"));

    pass(PAST_THE_LEASE);
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
  void interruptsWhatTakesTooLongAndTriesAgain() throws Exception {
    handler.options = handler.options.timeout(Duration.ofMillis(200));
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

    await(() -> instance.meter.outcomes.equals(List.of(Outcome.TIMED_OUT)));
    pass(Duration.ofSeconds(7));
    await(() -> instance.meter.outcomes.equals(List.of(Outcome.TIMED_OUT, Outcome.COMPLETED)));
  }

  @Test
  void aHandlerThatNeverReturnsKeepsAHandButNotTheJob() throws Exception {
    handler.options = handler.options.timeout(Duration.ofMillis(200));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<LabInstance> by = new AtomicReference<>();
    LabHandler deaf = gated(by, "deaf", begun, never);
    deaf.options = handler.options;
    LabInstance instance = instance(ONE_HAND, deaf);
    by.set(instance);
    instance.start().enqueue(WORK);
    await(begun);
    pass(PAST_THE_LEASE); // which nobody renews once the attempt has had its time
    LabInstance other = instance();
    other.start();

    await(() -> other.meter.outcomes.equals(List.of(Outcome.COMPLETED)));
    never.countDown();
    await(() -> instance.meter.outcomes.size() == 1);
    assertEquals(0, rows("effect"));
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
}
