package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One attempt at a job while it runs on this instance. */
final class Attempt implements JobContext {

  /** Why an attempt was stopped from outside. */
  enum Stop {
    TIMED_OUT,
    LEASE_LOST,
    SHUTTING_DOWN
  }

  private static final int MAX_RESULT = 16 * 1024;

  private final Lease lease;
  private final Leases leases;
  private final Aftermath aftermath;
  private final Container container;
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private volatile boolean completed;
  private final long takenAt;
  private volatile long confirmedAt;
  private volatile long startedAt;
  private volatile boolean started;
  private volatile @Nullable String result;
  private @Nullable Thread thread;

  /**
   * @param leasedAt when it was leased, at the latest. All times here are {@link System#nanoTime}:
   *     a clock that is set must not end what is alive
   */
  Attempt(Lease lease, long leasedAt, Leases leases, Aftermath aftermath, Container container) {
    this.takenAt = leasedAt;
    this.confirmedAt = leasedAt;
    this.lease = lease;
    this.leases = leases;
    this.aftermath = aftermath;
    this.container = container;
  }

  Lease lease() {
    return lease;
  }

  @Override
  public UUID id() {
    return lease.id();
  }

  @Override
  public int attempt() {
    return lease.attempt();
  }

  @Override
  public int attempts() {
    return lease.maxAttempts();
  }

  @Override
  public void checkAlive() {
    if (stop.get() != null) {
      throw new LeaseLost(lease.id());
    }
  }

  @Override
  public void complete(Runnable effect) {
    if (completed) {
      throw new IllegalStateException("Job " + lease.id() + " is complete already");
    }
    container.inTransaction(
        () -> {
          // First the row: a displaced attempt stops here, and the lock keeps others out until
          // the commit.
          if (!aftermath.complete(this)) {
            throw new LeaseLost(lease.id());
          }
          effect.run();
        });
    completed = true;
  }

  @Override
  public void progress(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("progress is from 0 to 100, not " + percent);
    }
    if (!leases.progress(lease, percent)) {
      throw new LeaseLost(lease.id());
    }
  }

  @Override
  public void result(Record value) {
    String json = Json.write(value);
    if (json.getBytes(StandardCharsets.UTF_8).length > MAX_RESULT) {
      throw new IllegalArgumentException("a result has at most 16 KB");
    }
    result = json;
  }

  @Nullable String result() {
    return result;
  }

  /** How long it has been running. */
  Duration age() {
    return started ? Duration.ofNanos(System.nanoTime() - startedAt) : Duration.ZERO;
  }

  boolean isCompleted() {
    return completed;
  }

  /**
   * From here on {@link #stop} interrupts this thread.
   *
   * @return false when the attempt was stopped before it began
   */
  synchronized boolean begin() {
    startedAt = System.nanoTime();
    started = true;
    thread = Thread.currentThread();
    return stop.get() == null;
  }

  boolean isOverdue() {
    return started && System.nanoTime() - startedAt > lease.timeout().toNanos();
  }

  boolean isOlderThan(Duration age) {
    return System.nanoTime() - takenAt > age.toNanos();
  }

  /** Whether Postgres has said within this time that the lease holds. */
  boolean isFresh(Duration age) {
    return System.nanoTime() - confirmedAt <= age.toNanos();
  }

  void confirmed(long at) {
    confirmedAt = at;
  }

  /** From here on an interrupt is not for this attempt any more. */
  synchronized void end() {
    thread = null;
    Thread.interrupted();
  }

  /** Stops the attempt; only the first reason counts. */
  synchronized void stop(Stop reason) {
    boolean first = stop.compareAndSet(null, reason);
    Thread running = thread;
    if (first && running != null) {
      running.interrupt();
    }
  }

  @Nullable Stop stopped() {
    return stop.get();
  }
}
