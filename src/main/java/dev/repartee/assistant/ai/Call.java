package dev.repartee.assistant.ai;

import java.time.Duration;

/**
 * The time one provider has, its retries included, and the way to stop it. A stream's time begins
 * anew with each piece.
 */
final class Call {

  private final Duration idle;
  private final Cancellation cancellation;
  private volatile long deadline;

  Call(Duration limit, Duration idle, Cancellation cancellation) {
    this.idle = idle;
    this.cancellation = cancellation;
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /** What is left; zero or less when time is up. */
  Duration remaining() {
    return Duration.ofNanos(deadline - System.nanoTime());
  }

  boolean expired() {
    Duration left = remaining();
    return left.isZero() || left.isNegative();
  }

  /** A piece came: the next one has the idle time. */
  void progressed() {
    deadline = System.nanoTime() + idle.toNanos();
  }

  Cancellation cancellation() {
    return cancellation;
  }
}
