package dev.repartee.foundation.data;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a moment ago, so that most calls need no query. What is not there is not remembered.
 */
public final class Remembered<K, V> {

  private static final int MOST = 10_000;

  private record Known<V>(V value, Instant askedAt) {}

  private final Duration memory;
  private final InstantSource clock;
  private final Map<K, Known<V>> answers = new ConcurrentHashMap<>();

  /**
   * @param memory how old an answer may be
   */
  public Remembered(Duration memory, InstantSource clock) {
    this.memory = memory;
    this.clock = clock;
  }

  /** The answer for a key; the question is asked when it is not known, or no longer. */
  public Optional<V> find(K key, Supplier<Optional<V>> question) {
    Instant now = clock.instant(); // before the question, so that no answer is older than it seems
    @Nullable Known<V> known = answers.get(key);
    if (known != null
        && !known.askedAt().isAfter(now)
        && known.askedAt().plus(memory).isAfter(now)) {
      return Optional.of(known.value());
    }
    Optional<V> answer = question.get();
    if (answers.size() >= MOST) {
      answers.clear(); // cheaper than keeping order, and rare
    }
    answer.ifPresentOrElse(
        found -> answers.put(key, new Known<>(found, now)), () -> answers.remove(key));
    return answer;
  }

  public void forget(Predicate<K> which) {
    answers.keySet().removeIf(which);
  }
}
