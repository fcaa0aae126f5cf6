package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The leases that one queue holds on this instance and that are not settled: what runs, what waits
 * for a hand, what is being completed. They are prolonged here, and given back.
 */
final class Held {

  private static final System.Logger LOG = System.getLogger(Held.class.getName());

  /** How long it may be taken for granted that a lease holds. */
  static final Duration CONFIRM_AFTER = Duration.ofMillis(100);

  private final Leases leases;
  private final Duration leaseTime;
  private final Dispatcher dispatcher;
  private final Map<UUID, Attempt> attempts = new ConcurrentHashMap<>();
  private final ReentrantLock confirming = new ReentrantLock();

  Held(Leases leases, Duration leaseTime, Dispatcher dispatcher) {
    this.leases = leases;
    this.leaseTime = leaseTime;
    this.dispatcher = dispatcher;
  }

  void add(Attempt attempt) {
    attempts.put(attempt.id(), attempt);
  }

  void remove(Attempt attempt) {
    attempts.remove(attempt.id(), attempt);
  }

  int size() {
    return attempts.size();
  }

  boolean isEmpty() {
    return attempts.isEmpty();
  }

  Collection<Attempt> all() {
    return List.copyOf(attempts.values());
  }

  /**
   * Makes sure that an attempt that is about to begin is still ours, or stops it.
   *
   * @param others what waits behind it, asked for together with it so that the next ones need not
   */
  void confirm(Attempt attempt, Supplier<List<Attempt>> others) {
    if (attempt.isFresh(CONFIRM_AFTER)) {
      return;
    }
    confirming.lock();
    try {
      if (!attempt.isFresh(CONFIRM_AFTER)) {
        List<Attempt> all = new ArrayList<>(others.get());
        all.add(attempt);
        renew(all);
      }
    } finally {
      confirming.unlock();
    }
  }

  /** Prolongs all leases and stops what has lost its own. An overdue attempt is left to expire. */
  void renew() {
    List<Attempt> living =
        all().stream().filter(attempt -> !attempt.isOverdue() && !attempt.isCompleted()).toList();
    if (!living.isEmpty()) {
      renew(living);
    }
  }

  /** Asks whether a job is still ours, if it runs here, and stops it if it is not. */
  void recheck(UUID id) {
    Attempt attempt = attempts.get(id);
    if (attempt != null && !attempt.isCompleted()) {
      renew(List.of(attempt));
    }
  }

  private void renew(List<Attempt> living) {
    long now = System.nanoTime();
    Set<UUID> ours = leases.renew(living.stream().map(Attempt::lease).toList(), leaseTime);
    for (Attempt attempt : living) {
      if (ours.contains(attempt.lease().token())) {
        attempt.confirmed(now);
      } else if (!attempt.isCompleted()) {
        attempt.stop(Attempt.Stop.LEASE_LOST);
      }
    }
  }

  /** Gives back what was not begun, to this instance or another one. */
  void giveBack(List<Attempt> given) {
    List<Lease> all = given.stream().map(Attempt::lease).toList();
    Set<UUID> ours = leases.giveBack(all);
    dispatcher.push(
        all.stream().filter(lease -> ours.contains(lease.token())).map(Lease::ready).toList());
    LOG.log(System.Logger.Level.INFO, "{0} jobs that were not begun are given back", ours.size());
  }
}
