package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void asManyAsTheRateAllowsBeginAtOnceAndTheNextWhenTheFirstCountsNoMore() {
    Turns turns = new Turns(new Rate(2, Duration.ofSeconds(10)), List.of());

    assertEquals(Optional.of(NOW), Turns.reserve(List.of(turns), NOW));
    assertEquals(Optional.of(NOW), Turns.reserve(List.of(turns), NOW));
    assertEquals(Optional.of(NOW.plusSeconds(10)), Turns.reserve(List.of(turns), NOW));
    assertEquals(
        Optional.of(NOW.plusSeconds(10)), Turns.reserve(List.of(turns), NOW.plusSeconds(5)));
    assertEquals(
        Optional.of(NOW.plusSeconds(20)), Turns.reserve(List.of(turns), NOW.plusSeconds(9)));
  }

  @Test
  void whatIsTooFarAheadIsToBeAskedForAgain() {
    Turns turns = new Turns(new Rate(1, Duration.ofSeconds(1)), List.of());
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.of(NOW.plusSeconds(i)), Turns.reserve(List.of(turns), NOW));
    }

    assertEquals(Optional.empty(), Turns.reserve(List.of(turns), NOW));
    assertEquals(NOW.plusSeconds(3), Turns.end(List.of(turns), NOW));
  }

  @Test
  void noStretchOfTimeHasMoreThanItsRateWhateverComes() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      Rate slow = new Rate(1 + random.nextInt(3), Duration.ofMillis(1 + random.nextInt(900)));
      Rate all = new Rate(1 + random.nextInt(5), Duration.ofMillis(1 + random.nextInt(300)));
      Turns key = new Turns(slow, List.of());
      Turns queue = new Turns(all, List.of());
      List<Instant> keyTurns = new ArrayList<>();
      List<Instant> queueTurns = new ArrayList<>();
      Instant now = NOW;
      for (int i = 0; i < 100; i++) {
        now = now.plusMillis(random.nextInt(100));
        boolean both = random.nextBoolean();
        Optional<Instant> turn = Turns.reserve(both ? List.of(queue, key) : List.of(queue), now);
        turn.ifPresent(queueTurns::add);
        if (both) {
          turn.ifPresent(keyTurns::add);
        }
      }
      assertHolds(all, queueTurns);
      assertHolds(slow, keyTurns);
    }
  }

  private static void assertHolds(Rate rate, List<Instant> turns) {
    for (Instant from : turns) {
      Instant to = from.plus(rate.per());
      long within =
          turns.stream().filter(turn -> !turn.isBefore(from) && turn.isBefore(to)).count();
      assertTrue(within <= rate.most(), within + " instead of " + rate);
    }
  }
}
