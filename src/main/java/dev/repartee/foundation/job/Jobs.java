package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Enqueues work. */
@ApplicationScoped
public class Jobs {

  private final JobStore store;
  private final Handlers handlers;
  private final LocalWorkers workers;
  private final JobConfig config;
  private final Container container;
  private final Event<JobsAdded> added;
  private final Event<LocalWorkers.JobLeased> leased;
  private final Event<JobCancelled> cancelled;

  @Inject
  Jobs(
      DataSource dataSource,
      Handlers handlers,
      LocalWorkers workers,
      JobConfig config,
      Container container,
      Event<JobsAdded> added,
      Event<LocalWorkers.JobLeased> leased,
      Event<JobCancelled> cancelled) {
    this.store = new JobStore(dataSource);
    this.handlers = handlers;
    this.workers = workers;
    this.config = config;
    this.container = container;
    this.added = added;
    this.leased = leased;
    this.cancelled = cancelled;
  }

  /**
   * Writes a job in the caller's transaction: roll back, and there was no job; commit, and it runs,
   * whatever dies next. Without a transaction it is committed when this returns.
   *
   * @param payload a record some {@link JobHandler} is for; at most 64 KB as JSON. What it has of
   *     type {@link dev.repartee.foundation.config.Secret} is sealed where it is stored
   * @return the job's id
   * @throws IllegalArgumentException when no handler takes it, or it is too large
   */
  @Transactional(Transactional.TxType.SUPPORTS)
  public UUID enqueue(Record payload) {
    return enqueue(payload, UnaryOperator.identity());
  }

  /** As {@link #enqueue(Record)}, with options that differ from the handler's for this one job. */
  @Transactional(Transactional.TxType.SUPPORTS)
  public UUID enqueue(Record payload, UnaryOperator<JobOptions> change) {
    JobStore.NewJob job = job(payload, change);
    JobOptions options = job.options();
    if (canBeginAtOnce(options)) {
      Hands free = workers.reserve(options.queue()).orElse(null);
      if (free != null) {
        return addLeased(job, free);
      }
    }
    if (options.isPlain()) {
      return add(job);
    }
    UUID[] id = new UUID[1]; // several statements: all of them, or none
    container.joiningTransaction(() -> id[0] = add(job));
    return id[0];
  }

  private UUID add(JobStore.NewJob job) {
    JobOptions options = job.options();
    UUID id = store.add(job);
    if (options.delay().isZero()) {
      added.fire(new JobsAdded(List.of(new Ready(id, options.queue(), options.priority()))));
    }
    return id;
  }

  private static boolean canBeginAtOnce(JobOptions options) {
    return options.delay().isZero() && options.dedupeKey() == null && options.isPlain();
  }

  private UUID addLeased(JobStore.NewJob job, Hands free) {
    long now = System.nanoTime();
    boolean written = false;
    try {
      Lease lease = store.addLeased(job, config.lease());
      leased.fire(new LocalWorkers.JobLeased(lease, now, free));
      written = true;
      return lease.id();
    } finally {
      if (!written) {
        free.release();
      }
    }
  }

  /**
   * Writes many jobs at once, in the caller's transaction, or in one of its own: all of them or
   * none. Much faster than one by one.
   *
   * @param payloads records that handlers are for, each at most 64 KB as JSON
   * @return the jobs' ids, in the same order
   * @throws IllegalArgumentException when one has no handler or is too large; then none is written
   */
  @Transactional
  public List<UUID> enqueueAll(Collection<? extends Record> payloads) {
    return enqueueAll(payloads, (payload, options) -> options);
  }

  /** As {@link #enqueueAll(Collection)}, with options that may differ from the handler's. */
  @Transactional
  public <P extends Record> List<UUID> enqueueAll(
      Collection<P> payloads, BiFunction<? super P, JobOptions, JobOptions> change) {
    List<JobStore.NewJob> jobs = new ArrayList<>(payloads.size());
    for (P payload : payloads) {
      jobs.add(job(payload, options -> change.apply(payload, options)));
    }
    List<UUID> ids = store.addAll(jobs);
    List<Ready> ready = new ArrayList<>(jobs.size());
    for (int i = 0; i < ids.size(); i++) {
      JobOptions options = jobs.get(i).options();
      if (options.delay().isZero()) {
        ready.add(new Ready(ids.get(i), options.queue(), options.priority()));
      }
    }
    if (!ready.isEmpty()) {
      added.fire(new JobsAdded(ready));
    }
    return ids;
  }

  private JobStore.NewJob job(Record payload, UnaryOperator<JobOptions> change) {
    String type = Payloads.type(payload.getClass());
    JobHandler<?> handler = handlers.get(type).handler();
    UUID id = Ids.next();
    JobOptions options = change.apply(handler.options());
    String written = handlers.write(id, payload);
    if (options.ties().dedupe() == Ties.Dedupe.KEEP_LAST
        && written.contains(PayloadSecrets.PREFIX)) {
      throw new IllegalArgumentException(
          type + " has secrets in it, which belong to one job: it can not replace another's");
    }
    return new JobStore.NewJob(
        id,
        type,
        handler.version(),
        written,
        options,
        TraceContext.current().map(TraceContext::header).orElse(null));
  }

  /**
   * Takes a job back; false when it is done, dead, or was never there. A running one loses its
   * lease and is interrupted, wherever it runs, right after the commit. The children it waits for
   * go with it, except those that run.
   */
  @Transactional
  public boolean cancel(UUID id) {
    Optional<JobCancelled> job = store.cancel(id);
    job.ifPresent(cancelled::fire);
    return job.isPresent();
  }
}
