package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberedTest {

  private static final Duration MEMORY = Duration.ofMillis(800);

  private Instant now = Instant.parse("2026-05-17T12:00:00Z");
  private final Remembered<String, Integer> answers = new Remembered<>(MEMORY, () -> now);
  private int asked;

  private Optional<Integer> ask(String key) {
    return answers.find(key, () -> Optional.of(++asked));
  }

  @Test
  void anAnswerOfAMomentAgoIsGivenAgain() {
    assertEquals(Optional.of(1), ask("ann"));
    now = now.plus(MEMORY).minusNanos(1);
    assertEquals(Optional.of(1), ask("ann"));
    now = now.plusNanos(1);
    assertEquals(Optional.of(2), ask("ann"));
  }

  @Test
  void ofAnAnswerFromTheFutureNothingIsKnown() {
    ask("ann");
    now = now.minusNanos(1);
    assertEquals(Optional.of(2), ask("ann"));
  }

  @Test
  void whatIsForgottenIsAskedForAgainAndTheRestIsNot() {
    ask("ann");
    ask("bob");
    answers.forget("ann"::equals);
    assertEquals(Optional.of(3), ask("ann"));
    assertEquals(Optional.of(2), ask("bob"));
  }

  @Test
  void thatThereIsNothingIsNotRemembered() {
    ask("ann");
    now = now.plus(MEMORY);
    assertEquals(Optional.empty(), answers.find("ann", Optional::empty));
    now = now.minus(MEMORY);
    assertEquals(Optional.of(2), ask("ann"));
  }
}
