package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The hands that work off one queue on this instance, and the line in which what is leased waits
 * for one of them. A job that has waited for more than a moment is begun only after Postgres has
 * said again that it is still ours.
 */
final class Hands {

  private static final System.Logger LOG = System.getLogger(Hands.class.getName());

  /** What could not be begun for so long is left to others. */
  private static final Duration STALE = Duration.ofSeconds(1);

  private final int concurrency;
  private final Held held;
  private final Runner runner;
  private final Executor executor;
  private final Pace pace;
  private final PriorityQueue<Attempt> line =
      new PriorityQueue<>(
          Comparator.comparingInt((Attempt attempt) -> -attempt.lease().priority())
              .thenComparing(attempt -> attempt.lease().readySince())
              .thenComparing(Attempt::id));
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int busy;
  private int reserved;
  private boolean stopping;

  Hands(int concurrency, Held held, Runner runner, Executor executor) {
    this.concurrency = concurrency;
    this.held = held;
    this.runner = runner;
    this.executor = executor;
    this.pace = new Pace(concurrency);
  }

  Held held() {
    return held;
  }

  /** Waits until it pays to fetch more; how many, or 0 when nothing is taken any more. */
  int awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (!stopping && room() < enough()) {
        changed.await();
      }
      return room();
    } finally {
      lock.unlock();
    }
  }

  private int enough() {
    return Math.max(1, pace.ahead() / 4);
  }

  /** How many more there is room for. */
  int room() {
    lock.lock();
    try {
      return stopping ? 0 : Math.max(0, concurrency + pace.ahead() - reserved - held.size());
    } finally {
      lock.unlock();
    }
  }

  /** Keeps a hand free for a job that is about to be committed; false when none is. */
  boolean reserve() {
    lock.lock();
    try {
      boolean free = !stopping && line.isEmpty() && busy + reserved < concurrency;
      if (free) {
        reserved++;
      }
      return free;
    } finally {
      lock.unlock();
    }
  }

  /** The job was not committed. */
  void release() {
    lock.lock();
    try {
      reserved--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The job for which a hand was kept free is committed. */
  void begin(Lease lease, long leasedAt) {
    lock.lock();
    try {
      reserved--;
      enter(runner.attempt(lease, leasedAt));
      startHands();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes jobs into the line.
   *
   * @param leasedAt when they were leased, at the latest, by {@link System#nanoTime}
   */
  void add(Collection<Lease> more, long leasedAt) {
    lock.lock();
    try {
      more.forEach(lease -> enter(runner.attempt(lease, leasedAt)));
      startHands();
    } finally {
      lock.unlock();
    }
  }

  private void enter(Attempt attempt) {
    held.add(attempt);
    line.add(attempt);
    changed.signalAll();
  }

  private void startHands() {
    int wanted = stopping ? 0 : Math.min(line.size(), concurrency - busy);
    for (int i = 0; i < wanted; i++) {
      try {
        executor.execute(this::work);
        busy++;
      } catch (RejectedExecutionException e) { // the server is stopping; the line is given back
        LOG.log(System.Logger.Level.DEBUG, "No thread for a job", e);
        return;
      }
    }
  }

  private void work() {
    for (Attempt attempt = next(); attempt != null; attempt = next()) {
      long begun = System.nanoTime();
      Attempt current = attempt;
      try {
        held.confirm(current, this::waiting);
        runner.run(current, () -> settled(current));
      } catch (RuntimeException e) { // Postgres is away, and the lease runs out
        LOG.log(System.Logger.Level.WARNING, "Job " + current.id() + " was not begun", e);
        settled(current);
      }
      pace.ran(Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private @Nullable Attempt next() {
    lock.lock();
    try {
      Attempt next = stopping ? null : line.poll();
      if (next == null) {
        busy--;
        changed.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void settled(Attempt attempt) {
    held.remove(attempt);
    lock.lock();
    try {
      if (stopping || room() >= enough()) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What waits in line. */
  private List<Attempt> waiting() {
    lock.lock();
    try {
      return new ArrayList<>(line);
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what waits behind jobs that turned out to be slow. */
  void giveBackStale() {
    boolean stale;
    lock.lock();
    try {
      stale = line.stream().anyMatch(attempt -> attempt.isOlderThan(STALE));
    } finally {
      lock.unlock();
    }
    if (stale) {
      pace.stalled();
      giveBackLine();
    }
  }

  /** Gives back what was not begun. */
  void giveBackLine() {
    List<Attempt> given;
    lock.lock();
    try {
      given = new ArrayList<>(line);
      line.clear();
    } finally {
      lock.unlock();
    }
    if (!given.isEmpty()) {
      try {
        held.giveBack(given);
      } finally {
        given.forEach(this::settled);
      }
    }
  }

  /** Begins nothing any more. */
  void stop() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * After {@link #stop}: gives back what was not begun, and waits for the rest.
   *
   * @return false when some still run
   */
  boolean awaitIdle(long until) throws InterruptedException {
    while (true) {
      giveBackLine();
      lock.lock();
      try {
        if (line.isEmpty()) {
          if (reserved == 0 && busy == 0 && held.isEmpty()) {
            return true;
          }
          long left = until - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          changed.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
