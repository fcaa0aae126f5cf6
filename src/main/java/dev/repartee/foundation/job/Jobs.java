package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Enqueues work. */
@ApplicationScoped
public class Jobs {

  private final JobStore store;
  private final Handlers handlers;
  private final Event<JobAdded> added;
  private final InstantSource clock;

  @Inject
  Jobs(DataSource dataSource, Handlers handlers, Event<JobAdded> added, InstantSource clock) {
    this.store = new JobStore(dataSource);
    this.handlers = handlers;
    this.added = added;
    this.clock = clock;
  }

  /**
   * Writes a job in the caller's transaction, or in one of its own if there is none: roll back, and
   * there was no job; commit, and it runs, whatever dies next.
   *
   * @param payload a record some {@link JobHandler} is for; at most 64 KB as JSON
   * @return the job's id
   * @throws IllegalArgumentException when no handler takes it, or it is too large
   */
  @Transactional
  public UUID enqueue(Record payload) {
    return enqueue(payload, UnaryOperator.identity());
  }

  /** As {@link #enqueue(Record)}, with options that differ from the handler's for this one job. */
  @Transactional
  public UUID enqueue(Record payload, UnaryOperator<JobOptions> change) {
    Handlers.Entry<?> handler = handlers.get(Payloads.type(payload.getClass()));
    JobOptions options = change.apply(handler.handler().options());
    UUID id =
        store.add(
            new JobStore.NewJob(
                Ids.next(),
                Payloads.type(payload.getClass()),
                handler.handler().version(),
                Payloads.write(payload),
                options,
                TraceContext.current().map(TraceContext::header).orElse(null),
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    if (options.delay().isZero()) {
      added.fire(new JobAdded(id, options.queue()));
    }
    return id;
  }

  /**
   * Takes a job back; false when it is done, dead, or was never there. A running one loses its
   * lease.
   */
  @Transactional
  public boolean cancel(UUID id) {
    return store.cancel(id);
  }
}
