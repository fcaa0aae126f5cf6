package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.local.LocalServices;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The short way from whoever adds a job to a hand of the same instance. */
class LocalWorkersIT extends WorkerLab {

  @Test
  void aJobGoesStraightToAFreeHand() throws Exception {
    LabInstance instance = instance().start();
    long[] leased = new long[1];
    instance.database.inTransaction(
        () -> {
          instance.jobs().enqueue(WORK);
          leased[0] = instance.database.number("SELECT count(*) FROM job WHERE state = 'RUNNING'");
          assertEquals(List.of(), handler.begun);
        });

    assertEquals(1, leased[0]);
    awaitNoJobs();
    assertEquals(List.of("one"), handler.begun);
  }

  @Test
  void aTransactionThatFailsLeavesTheHandFree() throws Exception {
    LabInstance instance = instance(ONE_HAND).start();
    for (int i = 0; i < 3; i++) {
      assertThrows(
          IllegalStateException.class,
          () ->
              instance.database.inTransaction(
                  () -> {
                    instance.jobs().enqueue(new LabHandler.Work("rolled back"));
                    throw new IllegalStateException();
                  }));
    }
    instance.enqueue(WORK);

    awaitNoJobs();
    assertEquals(List.of("one"), handler.begun);
  }

  @Test
  void whenEveryHandIsBusyTheJobIsForAnyone() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    handler.body =
        (work, job) -> {
          if (work.name().equals("slow")) {
            gate.await();
          }
        };
    LabInstance busy = instance(ONE_HAND).start();
    busy.enqueue(new LabHandler.Work("slow"));
    busy.enqueue(WORK);
    assertEquals(1, database.number("SELECT count(*) FROM job WHERE state = 'READY'"));
    instance(ONE_HAND).start();

    await(() -> handler.begun.contains("one"));
    gate.countDown();
    awaitNoJobs();
  }

  @Test
  void anInstanceThatTakesNoJobsOrIsStoppingLeavesThemToOthers() throws Exception {
    LabInstance api = instance();
    api.enqueue(WORK);
    LabInstance stopped = instance().start();
    awaitNoJobs();
    stopped.engine.stop();
    stopped.enqueue(WORK);

    assertEquals(1, database.number("SELECT count(*) FROM job WHERE state = 'READY'"));
    assertEquals(List.of("one"), handler.begun);
  }

  @Test
  void aJobOfAWorkerThatDiesBeforeItBeganRunsElsewhere() throws Exception {
    LabInstance crashing = instance(ONE_HAND).start();
    crashing.database.inTransaction(
        () -> {
          crashing.jobs().enqueue(WORK);
          crashing.engine.stop(); // the hand that was kept free will not come
        });
    LocalServices.forTests().redis().flush();
    instance(Map.of()).start();

    pass(PAST_THE_LEASE);
    awaitNoJobs();
    assertEquals(List.of("one"), handler.begun);
  }
}
