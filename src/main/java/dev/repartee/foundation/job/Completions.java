package dev.repartee.foundation.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Completes jobs in groups: while one statement is under way, the attempts that end meanwhile
 * gather and go together with the next one. Nobody waits for it.
 */
final class Completions {

  private static final System.Logger LOG = System.getLogger(Completions.class.getName());

  private static final int MOST = 500;

  private final Leases leases;
  private final Executor executor;
  private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean underWay = new AtomicBoolean();

  Completions(Leases leases, Executor executor) {
    this.leases = leases;
    this.executor = executor;
  }

  private record Entry(Lease lease, Listener listener) {}

  /** Is told what became of a job. */
  @FunctionalInterface
  interface Listener {
    void told(JobMeter.Outcome outcome);
  }

  /**
   * Completes a job soon.
   *
   * @param listener told once: completed, its lease lost, or unsettled when Postgres can not be
   *     asked; by any thread
   */
  void add(Lease lease, Listener listener) {
    waiting.add(new Entry(lease, listener));
    if (underWay.compareAndSet(false, true)) {
      try {
        executor.execute(this::completeWaiting);
      } catch (RejectedExecutionException e) { // the server is stopping
        completeWaiting();
      }
    }
  }

  private void completeWaiting() {
    do {
      try {
        for (List<Entry> group = group(); !group.isEmpty(); group = group()) {
          complete(group);
        }
      } finally {
        underWay.set(false);
      }
    } while (!waiting.isEmpty() && underWay.compareAndSet(false, true));
  }

  private List<Entry> group() {
    List<Entry> group = new ArrayList<>();
    while (group.size() < MOST) {
      Entry next = waiting.poll();
      if (next == null) {
        break;
      }
      group.add(next);
    }
    return group;
  }

  private void complete(List<Entry> group) {
    Set<UUID> gone;
    try {
      gone = leases.complete(group.stream().map(Entry::lease).toList());
    } catch (RuntimeException e) { // the leases run out and the sweeper decides; nothing is lost
      LOG.log(System.Logger.Level.WARNING, group.size() + " jobs could not be completed", e);
      group.forEach(entry -> entry.listener().told(JobMeter.Outcome.UNSETTLED));
      return;
    }
    for (Entry entry : group) {
      boolean held = gone.contains(entry.lease().token());
      entry.listener().told(held ? JobMeter.Outcome.COMPLETED : JobMeter.Outcome.LEASE_LOST);
    }
  }
}
