package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on a job for a while. The token fences it: once another worker has the job, the
 * token no longer matches and nothing done with it counts.
 *
 * @param attempt the number of this attempt, 1 for the first
 */
record Lease(
    UUID id,
    UUID token,
    String queue,
    String type,
    int version,
    String payload,
    int attempt,
    int maxAttempts,
    Backoff backoff,
    Duration timeout,
    Instant readySince,
    @Nullable String traceparent,
    int priority,
    Traits traits) {

  /**
   * What is special about a job, so that its end has consequences.
   *
   * @param keepFor how long it is kept when it is done; zero: it is not
   * @param slotGranted whether its turn under the queue's rate has been fixed already
   */
  record Traits(
      @Nullable String group,
      @Nullable UUID parent,
      Duration keepFor,
      @Nullable String rateKey,
      boolean slotGranted) {

    static final Traits NONE = new Traits(null, null, Duration.ZERO, null, false);

    /** Whether another job may wait for the end of this one. */
    boolean releases() {
      return group != null || parent != null;
    }

    boolean isKept() {
      return !keepFor.isZero();
    }
  }

  boolean isLastAttempt() {
    return attempt >= maxAttempts;
  }

  /** Whether its completion may go together with that of others. */
  boolean isPlain() {
    return !traits.releases() && !traits.isKept();
  }

  /** The job once it is given back. */
  Ready ready() {
    return new Ready(id, queue, priority);
  }
}
