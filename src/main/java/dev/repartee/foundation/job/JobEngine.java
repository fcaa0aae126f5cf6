package dev.repartee.foundation.job;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Starts the workers of this instance, keeps their leases alive, and brings them to rest when the
 * server stops.
 */
@ApplicationScoped
class JobEngine {

  private static final System.Logger LOG = System.getLogger(JobEngine.class.getName());

  private static final Duration OVERDUE_CHECK = Duration.ofSeconds(1);

  private final JobStore store;
  private final Dispatcher dispatcher;
  private final Runner runner;
  private final Sweeper sweeper;
  private final Handlers handlers;
  private final JobConfig config;
  private final ManagedExecutorService executor;
  private final ManagedScheduledExecutorService scheduler;
  private final InstantSource clock;
  private final List<Worker> workers = new ArrayList<>();
  private final List<ScheduledFuture<?>> chores = new ArrayList<>();

  @Inject
  JobEngine(
      DataSource dataSource,
      Dispatcher dispatcher,
      Runner runner,
      Sweeper sweeper,
      Handlers handlers,
      JobConfig config,
      ManagedExecutorService executor,
      ManagedScheduledExecutorService scheduler,
      InstantSource clock) {
    this.store = new JobStore(dataSource);
    this.dispatcher = dispatcher;
    this.runner = runner;
    this.sweeper = sweeper;
    this.handlers = handlers;
    this.config = config;
    this.executor = executor;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  void start(@Observes @Priority(StartOrder.JOBS) Startup event) {
    if (!config.works()) {
      LOG.log(System.Logger.Level.INFO, "This instance takes no jobs");
      return;
    }
    for (String queue : handlers.queues()) {
      Worker worker = new Worker(queue, store, dispatcher, runner, executor, config, clock);
      workers.add(worker);
      executor.execute(worker);
    }
    every(config.sweepInterval(), sweeper::sweep);
    every(config.lease().dividedBy(4), this::renewLeases);
    every(OVERDUE_CHECK, this::stopOverdue);
    LOG.log(System.Logger.Level.INFO, "Working off the queues {0}", handlers.queues());
  }

  private void every(Duration interval, Runnable chore) {
    chores.add(
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                chore.run();
              } catch (RuntimeException e) { // or the executor would never run it again
                LOG.log(System.Logger.Level.WARNING, "Looking after jobs failed; trying again", e);
              }
            },
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  /** Stops what takes longer than it may. */
  void stopOverdue() {
    Instant now = clock.instant();
    running().values().stream()
        .filter(attempt -> attempt.isOverdue(now))
        .forEach(attempt -> attempt.stop(Attempt.Stop.TIMED_OUT));
  }

  /**
   * Prolongs the leases of what runs here, and stops what has lost its lease. An overdue attempt is
   * left to expire.
   */
  void renewLeases() {
    Instant now = clock.instant();
    Map<UUID, Attempt> attempts = running();
    attempts.values().removeIf(attempt -> attempt.isOverdue(now) || attempt.isCompleted());
    if (attempts.isEmpty()) {
      return;
    }
    Map<UUID, UUID> tokens = new HashMap<>();
    attempts.forEach((id, attempt) -> tokens.put(id, attempt.lease().token()));
    store.renew(tokens, now.plus(config.lease())).forEach(attempts::remove);
    attempts.values().stream()
        .filter(attempt -> !attempt.isCompleted())
        .forEach(attempt -> attempt.stop(Attempt.Stop.LEASE_LOST));
  }

  private Map<UUID, Attempt> running() {
    Map<UUID, Attempt> attempts = new HashMap<>();
    workers.forEach(
        worker -> worker.running().forEach(attempt -> attempts.put(attempt.id(), attempt)));
    return attempts;
  }

  /** Takes no more, lets what runs finish within the time there is, and gives the rest back. */
  @PreDestroy
  void stop() {
    workers.forEach(Worker::stopTaking);
    Instant until = Instant.now().plus(config.shutdownTimeout());
    try {
      for (Worker worker : workers) {
        Duration left = Duration.between(Instant.now(), until);
        if (left.isNegative() || !worker.awaitIdle(left)) {
          giveBack(worker);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      workers.forEach(this::giveBack);
    }
    chores.forEach(chore -> chore.cancel(false));
  }

  private void giveBack(Worker worker) {
    for (Attempt attempt : worker.running()) {
      attempt.stop(Attempt.Stop.SHUTTING_DOWN);
      try {
        if (store.giveBack(attempt.lease())) {
          dispatcher.push(attempt.lease().queue(), List.of(attempt.id()));
        }
      } catch (RuntimeException e) {
        LOG.log(
            System.Logger.Level.WARNING, "A job could not be given back; its lease runs out", e);
      }
    }
  }
}
