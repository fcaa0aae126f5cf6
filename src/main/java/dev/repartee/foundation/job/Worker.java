package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Works off one queue on this instance: waits until a hand is free, waits for ready jobs, leases
 * them, runs them. While Redis is away it asks Postgres instead.
 */
final class Worker implements Runnable {

  private static final System.Logger LOG = System.getLogger(Worker.class.getName());

  /** How long a fetch waits for a first job. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  /** An id is offered when it is due by the clock of some instance; ours may be a little behind. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

  private final String queue;
  private final int concurrency;
  private final Duration leaseTime;
  private final Duration pollInterval;
  private final Leases store;
  private final Dispatcher dispatcher;
  private final Runner runner;
  private final Executor executor;
  private final InstantSource clock;
  private final Semaphore hands;
  private final Map<UUID, Attempt> running = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private boolean failing;
  private @Nullable Thread idle;

  /**
   * @param pollInterval how long to rest when Postgres had to be asked and has nothing, or can not
   *     be asked
   */
  Worker(
      String queue,
      JobConfig config,
      Duration pollInterval,
      Leases store,
      Dispatcher dispatcher,
      Runner runner,
      Executor executor,
      InstantSource clock) {
    this.queue = queue;
    this.concurrency = config.concurrency(queue);
    this.leaseTime = config.lease();
    this.pollInterval = pollInterval;
    this.store = store;
    this.dispatcher = dispatcher;
    this.runner = runner;
    this.executor = executor;
    this.clock = clock;
    this.hands = new Semaphore(concurrency);
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        work();
      }
    } catch (InterruptedException e) {
      if (!stopping) {
        LOG.log(System.Logger.Level.WARNING, "The worker of queue " + queue + " was interrupted");
      }
    } finally {
      ended.countDown();
    }
  }

  private void work() throws InterruptedException {
    try {
      waitForAFreeHand();
      for (Lease lease : next(hands.availablePermits())) {
        start(lease);
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) { // once, not at every try
        LOG.log(System.Logger.Level.WARNING, "Queue " + queue + " can not be worked off now", e);
      }
      failing = true;
      idle(() -> Thread.sleep(pollInterval.toMillis()));
    }
  }

  private void waitForAFreeHand() throws InterruptedException {
    idle(hands::acquire);
    hands.release();
  }

  private List<Lease> next(int free) throws InterruptedException {
    Optional<List<UUID>> ids = take(free);
    if (stopping) {
      ids.filter(taken -> !taken.isEmpty()).ifPresent(taken -> dispatcher.push(queue, taken));
      return List.of();
    }
    if (ids.isPresent()) {
      return ids.get().isEmpty() ? List.of() : lease(ids.get());
    }
    Instant now = clock.instant();
    List<Lease> leases = store.leaseNext(queue, free, now, now.plus(leaseTime));
    if (leases.isEmpty()) {
      idle(() -> Thread.sleep(pollInterval.toMillis()));
    }
    return leases;
  }

  private List<Lease> lease(List<UUID> ids) {
    Instant now = clock.instant();
    return store.lease(ids, now.plus(CLOCK_SKEW), now.plus(leaseTime));
  }

  private Optional<List<UUID>> take(int most) throws InterruptedException {
    beginIdle();
    try {
      return dispatcher.take(queue, most, WAIT);
    } finally {
      endIdle();
    }
  }

  private void start(Lease lease) {
    Attempt attempt = runner.attempt(lease);
    hands.acquireUninterruptibly(); // one is free: only this thread takes them
    running.put(attempt.id(), attempt);
    try {
      executor.execute(() -> run(attempt));
    } catch (RejectedExecutionException e) { // the server is stopping
      finished(attempt);
      store.giveBack(lease);
    }
  }

  private void run(Attempt attempt) {
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

  Collection<Attempt> running() {
    return List.copyOf(running.values());
  }

  /** Takes no more jobs, also while it is waiting for one. */
  synchronized void stopTaking() {
    stopping = true;
    if (idle != null) {
      idle.interrupt();
    }
  }

  /** Waits for running jobs to end; false when some still run. */
  boolean awaitIdle(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    if (!ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS)
        || !hands.tryAcquire(
            concurrency, Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS)) {
      return false;
    }
    hands.release(concurrency);
    return true;
  }

  @FunctionalInterface
  private interface Rest {
    void rest() throws InterruptedException;
  }

  private void idle(Rest rest) throws InterruptedException {
    beginIdle();
    try {
      rest.rest();
    } finally {
      endIdle();
    }
  }

  /** From here on {@link #stopTaking} may interrupt: nothing is in hand that could be lost. */
  private synchronized void beginIdle() throws InterruptedException {
    if (stopping) {
      throw new InterruptedException();
    }
    idle = Thread.currentThread();
  }

  private synchronized void endIdle() {
    idle = null;
    if (stopping) {
      Thread.interrupted(); // it has done what it was for; the database must not trip over it
    }
  }
}
