package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.assistant.ai.AiConfig.Patience;
import dev.repartee.assistant.ai.Breaker.State;
import dev.repartee.assistant.ai.ProviderFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private Instant now = Instant.parse("2026-05-17T12:00:00Z");
  private final Breaker breaker =
      new Breaker(
          new Patience(2, Duration.ofMillis(300), 3, Duration.ofSeconds(30)),
          Duration.ofSeconds(60),
          () -> now);

  private static ProviderFailure failure() {
    return ProviderFailure.of(Kind.SERVER_ERROR, "test");
  }

  private void failTimes(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed(failure());
    }
  }

  @Test
  void opensAfterSoManyFailuresInARow() {
    failTimes(2);
    breaker.succeeded();
    failTimes(2);
    assertEquals(State.CLOSED, breaker.state());
    assertEquals(Duration.ofSeconds(30), breaker.failed(failure()));
    assertEquals(State.OPEN, breaker.state());
    assertFalse(breaker.admits());
  }

  @Test
  void letsOneProbeThroughAfterTheCooldown() {
    failTimes(3);
    now = now.plusSeconds(30);
    assertEquals(State.HALF_OPEN, breaker.state());
    assertTrue(breaker.admits());
    assertFalse(breaker.admits());
  }

  @Test
  void aGoodProbeClosesIt() {
    failTimes(3);
    now = now.plusSeconds(30);
    breaker.admits();
    assertTrue(breaker.succeeded());
    assertEquals(State.CLOSED, breaker.state());
    failTimes(2);
    assertEquals(State.CLOSED, breaker.state());
  }

  @Test
  void aBadProbeOpensItForTwiceAsLongUpToALimit() {
    failTimes(3);
    for (int seconds : new int[] {60, 120, 240, 240}) {
      now = now.plusSeconds(1_000);
      assertTrue(breaker.admits());
      assertEquals(Duration.ofSeconds(seconds), breaker.failed(failure()));
    }
  }

  @Test
  void aCancelledProbeGivesWayToTheNext() {
    failTimes(3);
    now = now.plusSeconds(30);
    assertTrue(breaker.admits());
    breaker.undecided();
    assertTrue(breaker.admits());
  }

  @Test
  void aProbeThatNeverReportsDoesNotKeepItOpenForEver() {
    failTimes(3);
    now = now.plusSeconds(30);
    assertTrue(breaker.admits());
    now = now.plusSeconds(60);
    assertTrue(breaker.admits());
  }
}
