package dev.repartee.foundation.job;

import java.util.List;

/** What keeps the worker of one queue from taking jobs. */
final class Gate {

  private final String queue;
  private final Gates gates;
  private final Limiter limiter;
  private final QueueLimits limits;
  private final boolean unlimited;

  Gate(String queue, Gates gates, Limiter limiter, QueueLimits limits) {
    this.queue = queue;
    this.gates = gates;
    this.limiter = limiter;
    this.limits = limits;
    this.unlimited = limits.equals(QueueLimits.NONE);
  }

  boolean isPaused() {
    return gates.isPaused(queue);
  }

  /** Whether a job may begin without being asked about. */
  boolean isWideOpen() {
    return unlimited && !isPaused();
  }

  /** How many jobs it makes sense to fetch now. */
  int room(int wanted) {
    if (isPaused()) {
      return 0;
    }
    return limits.running() == 0 ? wanted : Math.min(wanted, limiter.free(queue, limits.running()));
  }

  /** Those that may begin; the others are back where they were, or wait for their turn. */
  List<Lease> admit(List<Lease> leases) {
    return unlimited || leases.isEmpty() ? leases : limiter.admit(queue, limits, leases);
  }
}
