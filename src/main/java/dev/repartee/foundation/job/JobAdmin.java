package dev.repartee.foundation.job;

import dev.repartee.foundation.job.JobQuery.Job;
import dev.repartee.foundation.job.JobQuery.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks after jobs by hand: to see them, to try dead ones again, to pause a queue. */
@ApplicationScoped
public class JobAdmin {

  private final JobQuery query;
  private final JobRescue rescue;
  private final FigureStore figures;
  private final Statements statements;
  private final Handlers handlers;
  private final Jobs jobs;
  private final Event<JobsAdded> added;
  private final Event<Signals.PauseChanged> pauseChanged;

  @Inject
  JobAdmin(
      DataSource dataSource,
      Handlers handlers,
      Jobs jobs,
      Event<JobsAdded> added,
      Event<Signals.PauseChanged> pauseChanged) {
    this.query = new JobQuery(dataSource);
    this.rescue = new JobRescue(dataSource, handlers);
    this.figures = new FigureStore(dataSource);
    this.statements = new Statements(dataSource);
    this.handlers = handlers;
    this.jobs = jobs;
    this.added = added;
    this.pauseChanged = pauseChanged;
  }

  /** How every queue stands. */
  public List<QueueFigures> queues() {
    return figures.count(handlers.queues());
  }

  /**
   * Jobs in one state, the next to run first, and the last that ended first.
   *
   * @param after the last job of the page before, or null for the first page
   * @param most 1 to 500
   */
  public List<Job> list(State state, JobFilter filter, JobQuery.@Nullable Mark after, int most) {
    return query.list(state, filter, after, most);
  }

  /** One job with its timeline, alive, dead, or done and kept. */
  public Optional<JobQuery.Detail> find(UUID id) {
    return query.find(id);
  }

  /** Gives a dead job as many attempts as it had at first; false when it is not dead. */
  @Transactional
  public boolean retry(UUID id) {
    List<Ready> revived = rescue.retry(id);
    announce(revived);
    return !revived.isEmpty();
  }

  /**
   * As {@link #retry} for many.
   *
   * @param most 1 to 10000 in this call; to be called again until it answers less
   * @return how many
   */
  @Transactional
  public int retryAll(JobFilter filter, int most) {
    List<Ready> revived = rescue.retryAll(filter, JobFilter.bounded(most, JobFilter.MOST_CHANGED));
    announce(revived);
    return revived.size();
  }

  private void announce(List<Ready> revived) {
    if (!revived.isEmpty()) {
      added.fire(new JobsAdded(revived));
    }
  }

  /**
   * Forgets jobs that ended long ago.
   *
   * @param state dead or done
   * @param most 1 to 10000 in this call
   * @return how many
   */
  @Transactional
  public int clean(State state, JobFilter filter, Duration olderThan, int most) {
    return rescue.clean(state, filter, olderThan, JobFilter.bounded(most, JobFilter.MOST_CHANGED));
  }

  /** As {@link Jobs#cancel}. */
  @Transactional
  public boolean cancel(UUID id) {
    return jobs.cancel(id);
  }

  /**
   * From now on no job of the queue is begun, on no instance, until it is resumed; what runs ends
   * as always. Other instances learn it within seconds, and at once while Redis is there.
   */
  @Transactional
  public void pause(String queue) {
    statements.change(
        "INSERT INTO job_pause VALUES (?, statement_timestamp()) ON CONFLICT DO NOTHING", queue);
    pauseChanged.fire(new Signals.PauseChanged(queue));
  }

  /** Ends a pause. */
  @Transactional
  public void resume(String queue) {
    statements.change("DELETE FROM job_pause WHERE queue = ?", queue);
    pauseChanged.fire(new Signals.PauseChanged(queue));
  }
}
