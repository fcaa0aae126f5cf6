package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a job is run. A handler says what holds for its jobs; an enqueuer may differ for one.
 *
 * @param queue what the job waits in; each queue has its own concurrency
 * @param attempts how often it is tried at most, the first time included
 * @param timeout how long one attempt may take before it is interrupted and counts as failed
 * @param delay how long it waits before it may run
 * @param priority above 0 goes before the others, below 0 after them; among those on the same side,
 *     the higher one first as far as a worker sees them together
 * @param dedupeKey while a job of the queue with this key is not done, another one is not added
 * @param workspaceId whose job it is; deleting the workspace deletes it
 */
public record JobOptions(
    String queue,
    int attempts,
    Backoff backoff,
    Duration timeout,
    Duration delay,
    int priority,
    @Nullable String dedupeKey,
    @Nullable UUID workspaceId) {

  private static final int MAX_DEDUPE_KEY = 200;

  /** Refuses what can not be run. */
  public JobOptions {
    if (queue.isBlank()) {
      throw new IllegalArgumentException("a job needs a queue");
    }
    if (attempts < 1 || attempts > Short.MAX_VALUE) {
      throw new IllegalArgumentException("a job needs at least one attempt, not " + attempts);
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("a job needs some time, not " + timeout);
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a job can not be delayed by " + delay);
    }
    if (dedupeKey != null && dedupeKey.length() > MAX_DEDUPE_KEY) {
      throw new IllegalArgumentException("a dedupe key has at most 200 characters");
    }
  }

  /** Three attempts, five seconds apart, a minute each. */
  public static JobOptions of(String queue) {
    return new JobOptions(
        queue,
        3,
        Backoff.fixed(Duration.ofSeconds(5)),
        Duration.ofMinutes(1),
        Duration.ZERO,
        0,
        null,
        null);
  }

  public JobOptions attempts(int most) {
    return new JobOptions(queue, most, backoff, timeout, delay, priority, dedupeKey, workspaceId);
  }

  public JobOptions backoff(Backoff waits) {
    return new JobOptions(queue, attempts, waits, timeout, delay, priority, dedupeKey, workspaceId);
  }

  public JobOptions timeout(Duration most) {
    return new JobOptions(queue, attempts, backoff, most, delay, priority, dedupeKey, workspaceId);
  }

  public JobOptions delay(Duration wait) {
    return new JobOptions(
        queue, attempts, backoff, timeout, wait, priority, dedupeKey, workspaceId);
  }

  public JobOptions priority(int rank) {
    return new JobOptions(queue, attempts, backoff, timeout, delay, rank, dedupeKey, workspaceId);
  }

  public JobOptions dedupeKey(String key) {
    return new JobOptions(queue, attempts, backoff, timeout, delay, priority, key, workspaceId);
  }

  public JobOptions workspace(UUID owner) {
    return new JobOptions(queue, attempts, backoff, timeout, delay, priority, dedupeKey, owner);
  }
}
