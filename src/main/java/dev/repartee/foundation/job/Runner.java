package dev.repartee.foundation.job;

import dev.repartee.foundation.telemetry.LogFields;
import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs one attempt at a job and settles what becomes of the job after it. */
@ApplicationScoped
class Runner {

  private static final System.Logger LOG = System.getLogger(Runner.class.getName());

  private final Leases leases;
  private final Completions completions;
  private final Dispatcher dispatcher;
  private final Handlers handlers;
  private final Container container;
  private final JobMeter meter;
  private final InstantSource clock;

  @Inject
  Runner(
      DataSource dataSource,
      Dispatcher dispatcher,
      Handlers handlers,
      Container container,
      JobMeter meter,
      InstantSource clock) {
    this.leases = new Leases(dataSource);
    this.completions = new Completions(leases);
    this.dispatcher = dispatcher;
    this.handlers = handlers;
    this.container = container;
    this.meter = meter;
    this.clock = clock;
  }

  Attempt attempt(Lease lease) {
    return new Attempt(lease, leases, container);
  }

  /** Runs to the end whatever the handler does; throws nothing. */
  void run(Attempt attempt) {
    Lease lease = attempt.lease();
    TraceContext trace =
        TraceContext.parse(lease.traceparent()).orElseGet(TraceContext::start).child();
    LogFields.JOB_ID.set(lease.id().toString());
    try {
      trace.run(() -> runTraced(attempt));
    } finally {
      LogFields.clear();
    }
  }

  private void runTraced(Attempt attempt) {
    Lease lease = attempt.lease();
    Instant started = clock.instant();
    meter.waited(lease, started);
    Throwable failure = handle(attempt, started);
    JobMeter.Outcome outcome = JobMeter.Outcome.UNSETTLED;
    try {
      outcome = settle(attempt, failure);
    } catch (RuntimeException e) {
      // The lease runs out and the sweeper decides; nothing is lost.
      LOG.log(System.Logger.Level.WARNING, describe(lease) + " could not be settled", e);
    }
    Instant ended = clock.instant();
    meter.ran(lease, started, ended, outcome);
    if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
      Duration took = Duration.between(started, ended);
      LOG.log(System.Logger.Level.DEBUG, describe(lease) + ": " + outcome + " after " + took);
    }
  }

  /** Lets the handler work; answers what it threw. An Error fails the attempt like all else. */
  private @Nullable Throwable handle(Attempt attempt, Instant started) {
    Lease lease = attempt.lease();
    try {
      if (attempt.begin(started)) {
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
      return fail(lease, new JobTimedOut(lease, failure))
          ? JobMeter.Outcome.TIMED_OUT
          : lost(lease);
    }
    if (failure instanceof LeaseLost) {
      return lost(lease);
    }
    if (failure != null) {
      return fail(lease, failure) ? JobMeter.Outcome.FAILED : lost(lease);
    }
    return completions.complete(lease) ? JobMeter.Outcome.COMPLETED : lost(lease);
  }

  /** Gives a job to others without counting the attempt. */
  JobMeter.Outcome giveBack(Lease lease) {
    if (!leases.giveBack(lease)) {
      return lost(lease);
    }
    dispatcher.push(lease.queue(), List.of(lease.id()));
    LOG.log(System.Logger.Level.INFO, describe(lease) + " is given back");
    return JobMeter.Outcome.GIVEN_BACK;
  }

  /** Counts the attempt as failed; false when the lease is lost. */
  private boolean fail(Lease lease, Throwable failure) {
    String error = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    if (lease.isLastAttempt()) {
      LOG.log(System.Logger.Level.ERROR, describe(lease) + " is dead", failure);
      return bury(lease, error);
    }
    Instant runAt =
        clock.instant().plus(lease.backoff().after(lease.attempt(), RandomGenerator.getDefault()));
    LOG.log(
        System.Logger.Level.WARNING,
        describe(lease) + " failed, next attempt at " + runAt,
        failure);
    return leases.retry(lease, runAt, error);
  }

  /**
   * Moves a job to the dead ones and lets its handler draw the consequences, in one transaction. If
   * the handler throws, the job stays where it is until its lease runs out, and is buried again.
   *
   * @return false when the lease is lost
   */
  boolean bury(Lease lease, String error) {
    try {
      container.inRequest(
          () ->
              container.inTransaction(
                  () -> {
                    if (!leases.bury(lease, clock.instant(), error)) {
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
    meter.died(lease);
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
