package dev.repartee.foundation.job;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Works off one queue on this instance: waits until a hand is free, waits for ready jobs, leases
 * them, runs them. While Redis is away it asks Postgres instead.
 */
final class Worker implements Runnable {

  private static final System.Logger LOG = System.getLogger(Worker.class.getName());

  /** How long a fetch waits for a first job. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  /** How long to rest when Postgres has nothing or can not be asked. */
  private static final Duration REST = Duration.ofMillis(500);

  private final String queue;
  private final int concurrency;
  private final JobStore store;
  private final Dispatcher dispatcher;
  private final Runner runner;
  private final ManagedExecutorService executor;
  private final JobConfig config;
  private final InstantSource clock;
  private final Semaphore hands;
  private final Map<UUID, Attempt> running = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  Worker(
      String queue,
      JobStore store,
      Dispatcher dispatcher,
      Runner runner,
      ManagedExecutorService executor,
      JobConfig config,
      InstantSource clock) {
    this.queue = queue;
    this.concurrency = config.concurrency(queue);
    this.store = store;
    this.dispatcher = dispatcher;
    this.runner = runner;
    this.executor = executor;
    this.config = config;
    this.clock = clock;
    this.hands = new Semaphore(concurrency);
  }

  @Override
  public void run() {
    while (!stopping) {
      try {
        hands.acquire();
        hands.release();
        int free = Math.max(1, hands.availablePermits());
        for (Lease lease : next(free)) {
          start(lease);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "Queue " + queue + " can not be worked off now", e);
        pause();
      }
    }
  }

  private List<Lease> next(int free) throws InterruptedException {
    Optional<List<UUID>> ids = dispatcher.take(queue, free, WAIT);
    if (stopping) {
      ids.filter(taken -> !taken.isEmpty()).ifPresent(taken -> dispatcher.push(queue, taken));
      return List.of();
    }
    Instant now = clock.instant();
    if (ids.isPresent()) {
      return ids.get().isEmpty() ? List.of() : store.lease(ids.get(), now, config.lease());
    }
    List<Lease> leases = store.leaseNext(queue, free, now, config.lease());
    if (leases.isEmpty()) {
      pause();
    }
    return leases;
  }

  private void start(Lease lease) {
    Attempt attempt = runner.attempt(lease);
    running.put(attempt.id(), attempt);
    hands.acquireUninterruptibly();
    try {
      executor.execute(() -> work(attempt));
    } catch (RuntimeException e) { // the executor takes no more: the server is stopping
      finished(attempt);
      store.giveBack(lease);
    }
  }

  private void work(Attempt attempt) {
    try {
      runner.run(attempt);
    } finally {
      finished(attempt);
    }
  }

  private void finished(Attempt attempt) {
    running.remove(attempt.id(), attempt);
    hands.release();
  }

  private void pause() {
    try {
      Thread.sleep(REST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  Collection<Attempt> running() {
    return List.copyOf(running.values());
  }

  void stopTaking() {
    stopping = true;
  }

  /** Waits for running jobs to end; false when some still run. */
  boolean awaitIdle(Duration atMost) throws InterruptedException {
    boolean idle = hands.tryAcquire(concurrency, atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (idle) {
      hands.release(concurrency);
    }
    return idle;
  }
}
