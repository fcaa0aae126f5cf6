package dev.repartee.assistant.ai;

import dev.repartee.assistant.ai.AiConfig.Patience;
import dev.repartee.assistant.ai.ProviderFailure.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When the same provider is asked again: after a pause that doubles, with jitter, or after the one
 * the vendor asks for, if that is short and there is time for it.
 */
@ApplicationScoped
class Retries {

  /** A provider that wants a longer pause is left alone, and the next one is asked. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Waits; tests do not. */
  interface Pause {
    void of(Duration duration, Call call) throws InterruptedException;
  }

  private final Patience patience;
  private final RandomGenerator random;
  private final Pause pause;

  @Inject
  Retries(AiConfig config) {
    this(
        config.patience(),
        RandomGenerator.getDefault(),
        (duration, call) -> call.cancellation().pause(duration));
  }

  Retries(Patience patience, RandomGenerator random, Pause pause) {
    this.patience = patience;
    this.random = random;
    this.pause = pause;
  }

  /**
   * Waits before the next attempt.
   *
   * @param attempt how many there were before this failure
   * @return false, at once, when there is to be none
   */
  boolean pause(int attempt, ProviderFailure failure, Call call) {
    if (!failure.kind().retried() || attempt >= patience.times()) {
      return false;
    }
    Duration wait = failure.retryAfter().orElseGet(() -> backoff(attempt));
    if (wait.compareTo(LONGEST_PAUSE) > 0 || wait.compareTo(call.remaining()) >= 0) {
      return false;
    }
    try {
      pause.of(wait, call);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderFailure.of(Kind.CANCELLED, "interrupted between two tries", e);
    }
  }

  /** Between half and the whole of a pause that doubles. */
  private Duration backoff(int attempt) {
    long whole = patience.backoff().toNanos() << Math.min(attempt, 10);
    return Duration.ofNanos(random.nextLong(whole / 2, whole + 1));
  }
}
