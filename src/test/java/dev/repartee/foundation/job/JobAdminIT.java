package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.job.JobMeter.Outcome;
import dev.repartee.foundation.job.JobQuery.AttemptEntry;
import dev.repartee.foundation.job.JobQuery.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JobAdminIT extends WorkerLab {

  /** What a job found out. */
  public record Finding(int count) {}

  @Test
  void aPausedQueueIsLeftAloneByAllUntilItIsResumedAlsoAfterARestart() throws Exception {
    LabInstance first = instance().start();
    LabInstance second = instance().start();
    first.administer(admin -> admin.pause("screenshot"));
    first.administer(admin -> admin.pause("screenshot"));
    await(() -> !first.isOpen("screenshot") && !second.isOpen("screenshot"));
    second.enqueue(WORK);
    LabInstance restarted = instance().start();
    restarted.enqueue(new LabHandler.Work("two"));
    restarted.sweeper.sweep();

    assertFalse(restarted.isOpen("screenshot"));
    assertTrue(figures(first).paused());
    assertEquals(2, database.number("SELECT count(*) FROM job WHERE attempts = 0"));
    assertEquals(List.of(), handler.begun);

    second.administer(admin -> admin.resume("screenshot"));
    awaitNoJobs();
    assertEquals(2, handler.begun.size());
  }

  @Test
  void whatRunsEndsWhenItsQueueIsPaused() throws Exception {
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
    instance.administer(admin -> admin.pause("screenshot"));
    await(() -> !instance.isOpen("screenshot"));
    gate.countDown();

    awaitNoJobs();
  }

  @Test
  void aCancelledJobIsInterruptedAtOnceOnAnotherInstance() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    handler.body =
        (work, job) -> {
          begun.countDown();
          new CountDownLatch(1).await();
        };
    LabInstance worker = instance(Map.of("JOB_LEASE", "10m")).start();
    worker.connect();
    LabInstance other = instance();
    UUID id = other.enqueue(WORK);
    await(begun);
    other.administer(admin -> assertTrue(admin.cancel(id)));

    await(() -> worker.meter.outcomes.equals(List.of(Outcome.LEASE_LOST)));
  }

  @Test
  void aJobThatIsKeptShowsItsResultAndTimelineUntilItsTimeIsOver() throws Exception {
    handler.body =
        (work, job) -> {
          job.result(new Finding(job.attempt()));
          if (job.attempt() == 1) {
            throw new IllegalStateException("the first time");
          }
          if (work.name().equals("with effect")) {
            job.complete(() -> {});
          }
        };
    LabInstance instance = instance().start();
    UUID plain = instance.enqueue(WORK, options -> options.keepFor(Duration.ofHours(1)));
    UUID effect =
        instance.enqueue(
            new LabHandler.Work("with effect"), options -> options.keepFor(Duration.ofHours(1)));
    UUID forgotten = instance.enqueue(new LabHandler.Work("forgotten"));
    await(() -> instance.meter.outcomes.size() == 3);
    assertEquals(3, rows("job_attempt"));
    pass(Duration.ofSeconds(6));
    awaitNoJobs();

    for (UUID id : List.of(plain, effect)) {
      JobQuery.Detail done = instance.admin.find(id).orElseThrow();
      assertEquals(State.DONE, done.job().state());
      assertEquals(Optional.of("{\"count\":2}"), done.job().result());
      List<AttemptEntry> timeline = done.timeline();
      assertEquals(
          List.of("FAILED", "COMPLETED"), timeline.stream().map(AttemptEntry::outcome).toList());
      assertEquals(Optional.of("IllegalStateException: the first time"), timeline.get(0).error());
      assertTrue(timeline.get(0).instance().isPresent());
    }
    assertEquals(Optional.empty(), instance.admin.find(forgotten));
    assertEquals(4, rows("job_attempt"));

    database.execute("UPDATE done_job SET keep_until = statement_timestamp() - interval '1 s'");
    new SweepStore(database).purge(10);
    assertEquals(0, rows("done_job"));
    assertEquals(0, rows("job_attempt"));
  }

  @Test
  void deadJobsAreTriedAgainOneOrManyAndKeepTheirTimeline() throws Exception {
    handler.options = handler.options.attempts(1);
    handler.body =
        (work, job) -> {
          throw new IllegalStateException(work.name());
        };
    LabInstance instance = instance().start();
    List<UUID> ids = new ArrayList<>();
    for (String name : List.of("50%", "50 of", "b", "c")) {
      ids.add(instance.enqueue(new LabHandler.Work(name)));
    }
    await(() -> rows("dead_job") == 4);
    instance.administer(admin -> assertTrue(admin.retry(ids.get(3))));
    await(() -> rows("dead_job") == 4);
    assertEquals(
        List.of(1, 2),
        instance.admin.find(ids.get(3)).orElseThrow().timeline().stream()
            .map(AttemptEntry::number)
            .toList());

    handler.body = (work, job) -> {};
    instance.administer(admin -> assertEquals(1, admin.retryAll(JobFilter.ALL.error("50%"), 10)));
    instance.administer(
        admin -> assertEquals(0, admin.retryAll(JobFilter.ALL.queue("generation"), 10)));
    instance.administer(
        admin -> assertEquals(2, admin.retryAll(JobFilter.ALL.queue("screenshot"), 2)));
    awaitNoJobs();
    assertEquals(1, rows("dead_job"));
    assertEquals(rows("job_attempt"), database.number("SELECT sum(attempts) FROM dead_job"));

    instance.administer(
        admin -> assertEquals(0, admin.clean(State.DEAD, JobFilter.ALL, Duration.ofHours(1), 10)));
    instance.administer(
        admin -> assertEquals(1, admin.clean(State.DEAD, JobFilter.ALL, Duration.ZERO, 10)));
    assertEquals(0, rows("job_attempt"));
    instance.administer(admin -> assertFalse(admin.retry(ids.get(0))));
  }

  @Test
  void everyJobIsInOneListAndPagesFollowEachOther() throws Exception {
    LabInstance instance = instance();
    for (int i = 0; i < 5; i++) {
      instance.enqueue(new LabHandler.Work("ready " + i));
      instance.enqueue(
          new LabHandler.Work("later " + i), options -> options.delay(Duration.ofHours(1)));
      instance.enqueue(new LabHandler.Work("held " + i), options -> options.group("one"));
    }
    assertEquals(6, pages(instance, State.WAITING).size());
    assertEquals(5, pages(instance, State.DELAYED).size());
    assertEquals(4, pages(instance, State.HELD).size());
    assertEquals(4, figures(instance).held());
    assertEquals(
        List.of(), instance.admin.list(State.WAITING, JobFilter.ALL.type("Other"), null, 10));
    JobQuery.Job held = instance.admin.list(State.HELD, JobFilter.ALL, null, 1).get(0);
    assertEquals(State.HELD, instance.admin.find(held.id()).orElseThrow().job().state());

    instance.start();
    await(() -> rows("job") == 5);
    assertEquals(
        List.of("held 0", "held 1", "held 2", "held 3", "held 4"),
        handler.begun.stream().filter(name -> name.startsWith("held")).toList());
  }

  private static List<UUID> pages(LabInstance instance, State state) {
    List<UUID> all = new ArrayList<>();
    JobQuery.Mark after = null;
    List<JobQuery.Job> page;
    do {
      page = instance.admin.list(state, JobFilter.ALL, after, 2);
      page.forEach(job -> all.add(job.id()));
      after = page.isEmpty() ? after : page.get(page.size() - 1).mark();
    } while (!page.isEmpty());
    assertEquals(all.size(), new HashSet<>(all).size());
    return all;
  }

  private static QueueFigures figures(LabInstance instance) {
    return instance.admin.queues().stream()
        .filter(queue -> queue.queue().equals("screenshot"))
        .findFirst()
        .orElseThrow();
  }
}
