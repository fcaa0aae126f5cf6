package dev.repartee.foundation.job;

import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Completes jobs in groups: while one statement is under way, the attempts that end meanwhile
 * gather and go together with the next one.
 */
final class Completions {

  private static final int MOST = 500;

  private final Leases leases;
  private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  Completions(Leases leases) {
    this.leases = leases;
  }

  private static final class Entry {
    final Lease lease;
    boolean done;
    boolean held;
    @Nullable RuntimeException failure;

    Entry(Lease lease) {
      this.lease = lease;
    }
  }

  /**
   * Completes a job.
   *
   * @return false when its lease is lost
   * @throws JobStoreUnavailable when Postgres can not be asked
   */
  boolean complete(Lease lease) {
    Entry mine = new Entry(lease);
    waiting.add(mine);
    turn.lock();
    try {
      while (!mine.done) {
        completeGroup();
      }
    } finally {
      turn.unlock();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return mine.held;
  }

  private void completeGroup() {
    Set<Entry> group = new HashSet<>();
    for (Entry next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
      if (group.size() == MOST) {
        break;
      }
    }
    try {
      List<Lease> ended = group.stream().map(entry -> entry.lease).toList();
      Set<UUID> gone = new HashSet<>(leases.complete(ended));
      group.forEach(entry -> entry.held = gone.contains(entry.lease.id()));
    } catch (RuntimeException e) {
      group.forEach(entry -> entry.failure = e);
    } finally {
      group.forEach(entry -> entry.done = true);
    }
  }
}
