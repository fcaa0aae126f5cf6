package dev.repartee.assistant.ai;

import dev.repartee.assistant.ai.AiConfig.Patience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps us from asking a provider that does not answer. Closed, it lets every call through and
 * counts failures in a row. Open, it lets none through until the cooldown is over; then one call
 * probes, and its outcome closes the breaker or opens it for twice as long.
 */
final class Breaker {

  /** Where it stands. */
  enum State {
    CLOSED(0),
    HALF_OPEN(1),
    OPEN(2);

    private final int figure;

    State(int figure) {
      this.figure = figure;
    }

    /** What the gauge shows. */
    int figure() {
      return figure;
    }
  }

  /** A cooldown grows up to this many times its first length. */
  private static final int LONGEST_FACTOR = 8;

  private final Patience patience;
  private final Duration probe;
  private final InstantSource clock;
  private int failures;
  private int factor = 1;
  private boolean tripped;
  private Instant closedUntil = Instant.MIN;

  /**
   * @param probe how long a probe may take before another one is let through
   */
  Breaker(Patience patience, Duration probe, InstantSource clock) {
    this.patience = patience;
    this.probe = probe;
    this.clock = clock;
  }

  /** Whether a call may be made now; taking it while half open makes the caller the probe. */
  synchronized boolean admits() {
    if (!tripped) {
      return true;
    }
    Instant now = clock.instant();
    if (now.isBefore(closedUntil)) {
      return false;
    }
    closedUntil = now.plus(probe);
    return true;
  }

  /** A call went well. Returns whether the breaker had been open. */
  synchronized boolean succeeded() {
    boolean recovered = tripped;
    failures = 0;
    factor = 1;
    tripped = false;
    closedUntil = Instant.MIN;
    return recovered;
  }

  /**
   * A call failed by the provider's fault. Returns how long the provider is to be left alone, zero
   * while it may still be asked.
   */
  synchronized Duration failed(ProviderFailure failure) {
    failures++;
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    boolean hopeless = failure.kind() == ProviderFailure.Kind.DENIED;
    boolean sentAway = asked.compareTo(Retries.LONGEST_PAUSE) > 0;
    if (!tripped && !hopeless && !sentAway && failures < patience.failures()) {
      return Duration.ZERO;
    }
    if (tripped) {
      factor = Math.min(factor * 2, LONGEST_FACTOR);
    }
    Duration cooldown = sentAway ? asked : patience.cooldown().multipliedBy(factor);
    tripped = true;
    closedUntil = clock.instant().plus(cooldown);
    return cooldown;
  }

  /** A call ended without a word about the provider: a probe that did gives way to the next one. */
  synchronized void undecided() {
    if (tripped) {
      closedUntil = clock.instant();
    }
  }

  synchronized State state() {
    if (!tripped) {
      return State.CLOSED;
    }
    return clock.instant().isBefore(closedUntil) ? State.OPEN : State.HALF_OPEN;
  }
}
