package dev.repartee.foundation.job;

import dev.repartee.foundation.telemetry.LogFields;
import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs one attempt at a job and settles what becomes of the job after it. */
@ApplicationScoped
class Runner {

  private static final System.Logger LOG = System.getLogger(Runner.class.getName());

  private final Leases leases;
  private final Completions completions;
  private final Aftermath aftermath;
  private final Dispatcher dispatcher;
  private final Handlers handlers;
  private final Container container;
  private final JobMeter meter;
  private final InstantSource clock;

  @Inject
  Runner(
      DataSource dataSource,
      @OnJobThreads ManagedExecutorService executor,
      Aftermath aftermath,
      Dispatcher dispatcher,
      Handlers handlers,
      Container container,
      JobMeter meter,
      InstantSource clock) {
    this(
        new Leases(dataSource),
        (Executor) executor,
        aftermath,
        dispatcher,
        handlers,
        container,
        meter,
        clock);
  }

  Runner(
      Leases leases,
      Executor executor,
      Aftermath aftermath,
      Dispatcher dispatcher,
      Handlers handlers,
      Container container,
      JobMeter meter,
      InstantSource clock) {
    this.leases = leases;
    this.completions = new Completions(leases, executor);
    this.aftermath = aftermath;
    this.dispatcher = dispatcher;
    this.handlers = handlers;
    this.container = container;
    this.meter = meter;
    this.clock = clock;
  }

  Attempt attempt(Lease lease, long leasedAt) {
    return new Attempt(lease, leasedAt, leases, aftermath, container);
  }

  /**
   * Runs to the end whatever the handler does; throws nothing.
   *
   * @param settled told once, by any thread, perhaps later: nothing is left to do
   */
  void run(Attempt attempt, Runnable settled) {
    Lease lease = attempt.lease();
    TraceContext trace =
        TraceContext.parse(lease.traceparent()).orElseGet(TraceContext::start).child();
    LogFields.JOB_ID.set(lease.id().toString());
    try {
      trace.run(() -> runTraced(attempt, settled));
    } finally {
      LogFields.clear();
    }
  }

  private void runTraced(Attempt attempt, Runnable settled) {
    Lease lease = attempt.lease();
    meter.waited(lease, clock.instant());
    long begun = System.nanoTime();
    Throwable failure = handle(attempt);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Completions.Listener end =
        outcome -> {
          meter.ran(lease, took, outcome);
          if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
            LOG.log(System.Logger.Level.DEBUG, describe(lease) + ": " + outcome + " after " + took);
          }
          if (outcome == JobMeter.Outcome.COMPLETED) {
            aftermath.release(lease);
          }
          settled.run();
        };
    if (failure == null && lease.isPlain() && attempt.stopped() == null && !attempt.isCompleted()) {
      completions.add(
          lease,
          outcome -> end.told(outcome == JobMeter.Outcome.LEASE_LOST ? lost(lease) : outcome));
    } else {
      end.told(settleNow(attempt, failure));
    }
  }

  private JobMeter.Outcome settleNow(Attempt attempt, @Nullable Throwable failure) {
    try {
      return settle(attempt, failure);
    } catch (RuntimeException e) {
      // The lease runs out and the sweeper decides; nothing is lost.
      LOG.log(System.Logger.Level.WARNING, describe(attempt.lease()) + " could not be settled", e);
      return JobMeter.Outcome.UNSETTLED;
    }
  }

  /** Lets the handler work; answers what it threw. An Error fails the attempt like all else. */
  private @Nullable Throwable handle(Attempt attempt) {
    Lease lease = attempt.lease();
    try {
      if (attempt.begin()) {
        Handlers.Entry<?> handler = handlers.get(lease.type());
        container.inRequest(() -> handler.run(lease, attempt));
      }
      return null;
    } catch (Throwable e) {
      return e;
    } finally {
      attempt.end();
    }
  }

  private JobMeter.Outcome settle(Attempt attempt, @Nullable Throwable failure) {
    Lease lease = attempt.lease();
    Attempt.Stop stopped = attempt.stopped();
    if (attempt.isCompleted()) {
      if (failure != null) {
        LOG.log(
            System.Logger.Level.WARNING, describe(lease) + " is done, but threw after", failure);
      }
      return JobMeter.Outcome.COMPLETED;
    }
    if (stopped == Attempt.Stop.LEASE_LOST) {
      return lost(lease);
    }
    if (stopped == Attempt.Stop.SHUTTING_DOWN) {
      return giveBack(lease);
    }
    if (stopped == Attempt.Stop.TIMED_OUT) {
      return fail(attempt, new JobTimedOut(lease, failure))
          ? JobMeter.Outcome.TIMED_OUT
          : lost(lease);
    }
    if (failure == null && attempt.stopped() == null) {
      return aftermath.complete(attempt) ? JobMeter.Outcome.COMPLETED : lost(lease);
    }
    if (failure == null || failure instanceof LeaseLost) {
      return lost(lease);
    }
    return fail(attempt, failure) ? JobMeter.Outcome.FAILED : lost(lease);
  }

  /** Gives a job to others without counting the attempt. */
  JobMeter.Outcome giveBack(Lease lease) {
    if (leases.giveBack(List.of(lease)).isEmpty()) {
      return lost(lease);
    }
    dispatcher.push(List.of(lease.ready()));
    LOG.log(System.Logger.Level.INFO, describe(lease) + " is given back");
    return JobMeter.Outcome.GIVEN_BACK;
  }

  /** Counts the attempt as failed; false when the lease is lost. */
  private boolean fail(Attempt attempt, Throwable failure) {
    Lease lease = attempt.lease();
    String error = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    if (lease.isLastAttempt() || failure instanceof FinalFailure) {
      LOG.log(System.Logger.Level.ERROR, describe(lease) + " is dead", failure);
      return bury(lease, () -> aftermath.failed(attempt, error), error, failure);
    }
    Duration wait = lease.backoff().after(lease.attempt(), RandomGenerator.getDefault());
    LOG.log(
        System.Logger.Level.WARNING, describe(lease) + " failed, next attempt in " + wait, failure);
    aftermath.failed(attempt, error);
    return leases.retry(lease, wait, error);
  }

  /**
   * Moves a job to the dead ones and lets its handler draw the consequences, in one transaction. If
   * the handler throws, the job stays where it is until its lease runs out, and is buried again.
   *
   * @return false when the lease is lost
   */
  boolean buryLost(Lease lease, String error) {
    return bury(lease, () -> aftermath.lost(lease, error), error, null);
  }

  private boolean bury(Lease lease, Runnable note, String error, @Nullable Throwable failure) {
    try {
      container.inRequest(
          () ->
              container.inTransaction(
                  () -> {
                    note.run();
                    if (!leases.bury(lease, error)) {
                      throw new LeaseLost(lease.id());
                    }
                    handlers.find(lease.type()).ifPresent(handler -> handler.dead(lease));
                  }));
    } catch (LeaseLost e) {
      return false;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(describe(lease) + " could not be buried", e);
    }
    meter.died(lease, failure);
    aftermath.release(lease);
    return true;
  }

  private static JobMeter.Outcome lost(Lease lease) {
    LOG.log(
        System.Logger.Level.WARNING,
        describe(lease) + " was cancelled or given to another worker; this attempt does not count");
    return JobMeter.Outcome.LEASE_LOST;
  }

  private static String describe(Lease lease) {
    return "Job %s of queue %s (%s, attempt %d of %d)"
        .formatted(lease.id(), lease.queue(), lease.type(), lease.attempt(), lease.maxAttempts());
  }

  /** The attempt took longer than its queue allows. */
  static final class JobTimedOut extends RuntimeException {
    JobTimedOut(Lease lease, @Nullable Throwable cause) {
      super("no end after " + lease.timeout(), cause);
    }
  }
}
