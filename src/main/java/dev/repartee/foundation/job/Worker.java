package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the jobs of one queue for this instance's hands: waits until there is room, waits for
 * ready jobs, leases them. While Redis is away it asks Postgres instead.
 */
final class Worker implements Runnable {

  private static final System.Logger LOG = System.getLogger(Worker.class.getName());

  /** How long a fetch waits for a first job. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  /** How long to rest while the queue is paused or as many run as may. */
  private static final Duration CLOSED = Duration.ofMillis(100);

  private final String queue;
  private final Hands hands;
  private final Gate gate;
  private final Duration leaseTime;
  private final Duration pollInterval;
  private final Leases leases;
  private final Dispatcher dispatcher;
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
      Hands hands,
      Gate gate,
      Duration leaseTime,
      Duration pollInterval,
      Leases leases,
      Dispatcher dispatcher) {
    this.queue = queue;
    this.hands = hands;
    this.gate = gate;
    this.leaseTime = leaseTime;
    this.pollInterval = pollInterval;
    this.leases = leases;
    this.dispatcher = dispatcher;
  }

  Hands hands() {
    return hands;
  }

  boolean isPaused() {
    return gate.isPaused();
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
      int room = whileIdle(hands::awaitRoom);
      int most = room == 0 ? 0 : gate.room(room);
      if (most > 0) {
        fetch(most);
      } else if (room > 0) {
        rest(CLOSED);
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) { // once, not at every try
        LOG.log(System.Logger.Level.WARNING, "Queue " + queue + " can not be worked off now", e);
      }
      failing = true;
      rest(pollInterval);
    }
  }

  private void fetch(int most) throws InterruptedException {
    Optional<List<Ready>> jobs = whileIdle(() -> dispatcher.take(queue, most, WAIT));
    long now = System.nanoTime();
    if (jobs.isPresent() && gate.isPaused()) {
      dispatcher.push(jobs.get());
    } else if (jobs.isPresent()) {
      lease(jobs.get(), now);
    } else if (!stopping) {
      List<Lease> next = leases.leaseNext(queue, most, leaseTime);
      hands.add(gate.admit(next), now);
      if (next.isEmpty()) {
        rest(pollInterval);
      }
    }
  }

  /** Hands may have got work from elsewhere since; what they have no room for is for others. */
  private void lease(List<Ready> jobs, long now) {
    int most = Math.min(hands.room(), jobs.size());
    if (most < jobs.size()) {
      dispatcher.push(jobs.subList(most, jobs.size()));
    }
    if (most > 0) {
      List<UUID> ids = jobs.subList(0, most).stream().map(Ready::id).toList();
      hands.add(gate.admit(leases.lease(ids, leaseTime)), now);
    }
  }

  private void rest(Duration time) throws InterruptedException {
    whileIdle(
        () -> {
          Thread.sleep(time.toMillis());
          return true;
        });
  }

  /** Takes no more jobs, also while it is waiting for one. */
  synchronized void stopTaking() {
    stopping = true;
    hands.stop();
    if (idle != null) {
      idle.interrupt();
    }
  }

  /** Gives back what was not begun and waits for what runs; false when some still runs. */
  boolean awaitIdle(long until) throws InterruptedException {
    return ended.await(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS)
        & hands.awaitIdle(until);
  }

  @FunctionalInterface
  private interface Idleness<T> {
    T pass() throws InterruptedException;
  }

  private <T> T whileIdle(Idleness<T> idleness) throws InterruptedException {
    beginIdle();
    try {
      return idleness.pass();
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
