package dev.repartee.operate.admin;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.job.JobAdmin;
import dev.repartee.foundation.job.JobFilter;
import dev.repartee.foundation.job.JobQuery;
import dev.repartee.foundation.job.QueueFigures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators do to queues and jobs, each act remembered in the audit log. */
@ApplicationScoped
class Administration {

  private static final int AT_ONCE = 10_000;
  private static final String QUEUE = "queue";
  private static final String JOB = "job";

  private final Operators operators;
  private final JobAdmin jobs;
  private final Audit audit;

  @Inject
  Administration(Operators operators, JobAdmin jobs, Audit audit) {
    this.operators = operators;
    this.jobs = jobs;
    this.audit = audit;
  }

  /**
   * How a queue stands.
   *
   * @throws Problem with {@link ProblemType#NOT_FOUND} when there is none of that name
   */
  QueueFigures queue(String name) {
    operators.check();
    return jobs.queues().stream()
        .filter(figures -> figures.queue().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound(QUEUE));
  }

  /** A job and its attempts. */
  JobQuery.Detail job(UUID id) {
    operators.check();
    return jobs.find(id).orElseThrow(() -> Problem.notFound(JOB));
  }

  @Transactional
  QueueFigures pause(String name) {
    queue(name);
    jobs.pause(name);
    audit.record(Act.of("queue.paused").on(QUEUE, name));
    return queue(name);
  }

  @Transactional
  QueueFigures resume(String name) {
    queue(name);
    jobs.resume(name);
    audit.record(Act.of("queue.resumed").on(QUEUE, name));
    return queue(name);
  }

  /** Forgets jobs of a queue that ended; at most ten thousand at once. */
  @Transactional
  int clean(String name, JobQuery.State state, Duration olderThan) {
    queue(name);
    if (state != JobQuery.State.DEAD && state != JobQuery.State.DONE) {
      throw Problem.invalid("state", "must be dead or done");
    }
    int removed = jobs.clean(state, JobFilter.ALL.queue(name), olderThan, AT_ONCE);
    audit.record(
        Act.of("queue.cleaned")
            .on(QUEUE, name)
            .after(
                Map.of(
                    "state",
                    Wire.name(state),
                    "olderThan",
                    olderThan.toString(),
                    "removed",
                    removed)));
    return removed;
  }

  @Transactional
  JobQuery.Detail retry(UUID id) {
    JobQuery.Detail before = job(id);
    if (!jobs.retry(id)) {
      throw new Problem(
          ProblemType.CONFLICT,
          before.job().state() == JobQuery.State.DEAD
              ? "Nothing on this server takes jobs of this type."
              : "Only a dead job can be tried again.");
    }
    audit.record(Act.of("job.retried").on(JOB, id).before(summary(before)));
    return job(id);
  }

  /** Tries dead jobs again, at most ten thousand at once; how many. */
  @Transactional
  int retryAll(JobFilter filter) {
    operators.check();
    int retried = jobs.retryAll(filter, AT_ONCE);
    audit.record(
        Act.of("jobs.retried")
            .on(QUEUE, named(filter.queue()))
            .after(Map.of("type", named(filter.type()), "retried", retried)));
    return retried;
  }

  @Transactional
  void cancel(UUID id) {
    JobQuery.Detail before = job(id);
    if (!jobs.cancel(id)) {
      throw new Problem(ProblemType.CONFLICT, "The job has ended already.");
    }
    audit.record(Act.of("job.cancelled").on(JOB, id).before(summary(before)));
  }

  private static String named(@Nullable String name) {
    return name == null ? "all" : name;
  }

  private static Map<String, ?> summary(JobQuery.Detail detail) {
    JobQuery.Job job = detail.job();
    return Map.of(
        QUEUE,
        job.queue(),
        "type",
        job.type(),
        "state",
        Wire.name(job.state()),
        "attempts",
        job.attempts());
  }
}
