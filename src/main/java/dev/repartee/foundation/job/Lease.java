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
    int priority) {

  boolean isLastAttempt() {
    return attempt >= maxAttempts;
  }

  /** The job once it is given back. */
  Ready ready() {
    return new Ready(id, queue, priority);
  }
}
