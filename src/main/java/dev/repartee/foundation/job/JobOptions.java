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
 * @param ties what ties it to other jobs
 */
public record JobOptions(
    String queue,
    int attempts,
    Backoff backoff,
    Duration timeout,
    Duration delay,
    int priority,
    @Nullable String dedupeKey,
    @Nullable UUID workspaceId,
    Ties ties) {

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
        null,
        Ties.NONE);
  }

  public JobOptions attempts(int most) {
    return new JobOptions(
        queue, most, backoff, timeout, delay, priority, dedupeKey, workspaceId, ties);
  }

  public JobOptions backoff(Backoff waits) {
    return new JobOptions(
        queue, attempts, waits, timeout, delay, priority, dedupeKey, workspaceId, ties);
  }

  public JobOptions timeout(Duration most) {
    return new JobOptions(
        queue, attempts, backoff, most, delay, priority, dedupeKey, workspaceId, ties);
  }

  public JobOptions delay(Duration wait) {
    return new JobOptions(
        queue, attempts, backoff, timeout, wait, priority, dedupeKey, workspaceId, ties);
  }

  public JobOptions priority(int rank) {
    return new JobOptions(
        queue, attempts, backoff, timeout, delay, rank, dedupeKey, workspaceId, ties);
  }

  /** While a job of the queue with this key is not done, another one is not added. */
  public JobOptions dedupeKey(String key) {
    return new JobOptions(
        queue, attempts, backoff, timeout, delay, priority, key, workspaceId, ties);
  }

  public JobOptions workspace(UUID owner) {
    return new JobOptions(
        queue, attempts, backoff, timeout, delay, priority, dedupeKey, owner, ties);
  }

  /**
   * At most one job of the queue with this key in each period: whoever enqueues another one gets
   * the id of the first, done or not.
   */
  public JobOptions throttle(String key, Duration period) {
    return new JobOptions(
        queue,
        attempts,
        backoff,
        timeout,
        delay,
        priority,
        key,
        workspaceId,
        ties.dedupe(Ties.Dedupe.THROTTLE, period));
  }

  /**
   * Runs when none with this key was enqueued for so long: each new one lets the waiting one wait
   * anew, as it is. One that runs already is left alone.
   */
  public JobOptions debounce(String key, Duration wait) {
    return new JobOptions(
        queue,
        attempts,
        backoff,
        timeout,
        wait,
        priority,
        key,
        workspaceId,
        ties.dedupe(Ties.Dedupe.DEBOUNCE, wait));
  }

  /**
   * Of those with this key that wait, the last one counts: it gives its payload to the one that
   * waits. One that runs already is left alone, and one more waits until it is done.
   */
  public JobOptions keepLast(String key) {
    return new JobOptions(
        queue,
        attempts,
        backoff,
        timeout,
        delay,
        priority,
        key,
        workspaceId,
        ties.dedupe(Ties.Dedupe.KEEP_LAST, Duration.ZERO));
  }

  /**
   * Jobs of the queue with this key run one at a time, in the order of enqueueing, over all
   * instances. One that waits for its next attempt keeps the others waiting.
   */
  public JobOptions group(String key) {
    return new JobOptions(
        queue,
        attempts,
        backoff,
        timeout,
        delay,
        priority,
        dedupeKey,
        workspaceId,
        ties.group(key));
  }

  /** A child of a job that waits for its children; while it runs it may enqueue more of them. */
  public JobOptions parent(UUID job) {
    return new JobOptions(
        queue,
        attempts,
        backoff,
        timeout,
        delay,
        priority,
        dedupeKey,
        workspaceId,
        ties.parent(job));
  }

  /**
   * Runs when all jobs that name it as their parent are done; when one of them dies, it dies too.
   * The children are to be enqueued in the same transaction, or by children. Cancelled, it takes
   * the children along that do not run yet.
   */
  public JobOptions awaitingChildren() {
    return new JobOptions(
        queue,
        attempts,
        backoff,
        timeout,
        delay,
        priority,
        dedupeKey,
        workspaceId,
        ties.awaitingChildren(false));
  }

  /** As {@link #awaitingChildren()}, and runs even though children died. */
  public JobOptions survivingChildren() {
    return new JobOptions(
        queue,
        attempts,
        backoff,
        timeout,
        delay,
        priority,
        dedupeKey,
        workspaceId,
        ties.awaitingChildren(true));
  }

  /** Whose share it uses where the queue has a rate per key: a model, a shop, an endpoint. */
  public JobOptions rateKey(String key) {
    return new JobOptions(
        queue,
        attempts,
        backoff,
        timeout,
        delay,
        priority,
        dedupeKey,
        workspaceId,
        ties.rateKey(key));
  }

  /** Kept so long after it is done, with its result and its timeline, for administrators. */
  public JobOptions keepFor(Duration time) {
    return new JobOptions(
        queue,
        attempts,
        backoff,
        timeout,
        delay,
        priority,
        dedupeKey,
        workspaceId,
        ties.keepFor(time));
  }

  /** Whether it is tied to nothing and forgotten when it is done, as most are. */
  boolean isPlain() {
    return ties.equals(Ties.NONE);
  }
}
