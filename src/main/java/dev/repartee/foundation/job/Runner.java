package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs one attempt at a job and settles what becomes of the job after it. */
@ApplicationScoped
class Runner {

  private static final System.Logger LOG = System.getLogger(Runner.class.getName());

  private final JobStore store;
  private final Handlers handlers;
  private final Transactions transactions;
  private final Instance<RequestContextController> requestContexts;
  private final JobMetrics metrics;
  private final InstantSource clock;

  @Inject
  Runner(
      DataSource dataSource,
      Handlers handlers,
      Transactions transactions,
      Instance<RequestContextController> requestContexts,
      JobMetrics metrics,
      InstantSource clock) {
    this.store = new JobStore(dataSource);
    this.handlers = handlers;
    this.transactions = transactions;
    this.requestContexts = requestContexts;
    this.metrics = metrics;
    this.clock = clock;
  }

  Attempt attempt(Lease lease) {
    return new Attempt(lease, store, transactions);
  }

  /** Runs to the end whatever the handler does; throws nothing. */
  void run(Attempt attempt) {
    Lease lease = attempt.lease();
    Instant started = clock.instant();
    metrics.waited(lease, started);
    RequestContextController requestContext = requestContexts.get();
    boolean activated = requestContext.activate();
    Throwable failure = null;
    try {
      attempt.begin(started);
      handlers
          .find(lease.type())
          .orElseThrow(() -> new IllegalStateException("No handler takes " + lease.type()))
          .run(lease.payload(), attempt);
    } catch (Throwable e) { // an Error fails the attempt like anything else; the worker goes on
      failure = e;
    } finally {
      attempt.end();
      if (activated) {
        requestContext.deactivate();
      }
    }
    try {
      settle(attempt, failure);
    } catch (RuntimeException e) {
      // The lease runs out and the sweeper decides; nothing is lost.
      LOG.log(System.Logger.Level.WARNING, "Job " + lease.id() + " could not be settled", e);
    }
    metrics.ran(lease, started, clock.instant(), failure == null || attempt.isCompleted());
  }

  private void settle(Attempt attempt, @Nullable Throwable failure) {
    Lease lease = attempt.lease();
    if (attempt.isCompleted()) {
      return;
    }
    if (failure == null && attempt.stopped() == null) {
      if (!store.complete(lease)) {
        lost(lease);
      }
      return;
    }
    Attempt.Stop stopped = attempt.stopped();
    if (stopped == Attempt.Stop.LEASE_LOST || failure instanceof LeaseLost) {
      lost(lease);
    } else if (stopped == Attempt.Stop.SHUTTING_DOWN) {
      store.giveBack(lease);
    } else {
      fail(lease, failure == null ? new JobTimedOut(lease) : failure);
    }
  }

  /** Counts the attempt as failed: the job is tried again later, or is dead. */
  void fail(Lease lease, Throwable failure) {
    String error = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    if (lease.isLastAttempt()) {
      LOG.log(System.Logger.Level.ERROR, describe(lease) + " is dead", failure);
      bury(lease, error);
      return;
    }
    Instant runAt =
        clock.instant().plus(lease.backoff().after(lease.attempt(), RandomGenerator.getDefault()));
    LOG.log(
        System.Logger.Level.WARNING,
        describe(lease) + " failed, next attempt at " + runAt,
        failure);
    if (!store.retry(lease, runAt, error)) {
      lost(lease);
    }
  }

  /**
   * Moves a job to the dead ones and lets its handler draw the consequences, in one transaction.
   */
  void bury(Lease lease, String error) {
    transactions.run(
        () -> {
          if (!store.bury(lease, clock.instant(), error)) {
            throw new LeaseLost(lease.id());
          }
          handlers.find(lease.type()).ifPresent(entry -> entry.dead(lease.payload()));
        });
    metrics.died(lease);
  }

  private static void lost(Lease lease) {
    LOG.log(
        System.Logger.Level.WARNING,
        describe(lease) + " was given to another worker meanwhile; this attempt does not count");
  }

  private static String describe(Lease lease) {
    return "Job %s of queue %s (%s, attempt %d of %d)"
        .formatted(lease.id(), lease.queue(), lease.type(), lease.attempt(), lease.maxAttempts());
  }

  /** The attempt took longer than its queue allows. */
  static final class JobTimedOut extends RuntimeException {
    JobTimedOut(Lease lease) {
      super("no end after " + lease.timeout());
    }
  }
}
