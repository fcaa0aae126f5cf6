package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static List<Duration> waits(Backoff backoff, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(backoff::after).toList();
  }

  @Test
  void aFixedOneWaitsTheSameEveryTime() {
    assertEquals(List.of(SECOND, SECOND, SECOND), waits(Backoff.fixed(SECOND), 3));
  }

  @Test
  void anExponentialOneDoublesUpToItsMost() {
    Backoff backoff = Backoff.exponential(Duration.ofSeconds(2), Duration.ofSeconds(15));

    assertEquals(
        List.of(2, 4, 8, 15, 15),
        waits(backoff, 5).stream().map(wait -> (int) wait.toSeconds()).toList());
    assertEquals(Duration.ofSeconds(15), backoff.after(100_000));
  }

  @Test
  void aListedOneGoesThroughItsListAndStaysAtTheEnd() {
    Backoff backoff = Backoff.listed(List.of(SECOND, Duration.ofMinutes(1)));

    assertEquals(List.of(SECOND, Duration.ofMinutes(1), Duration.ofMinutes(1)), waits(backoff, 3));
  }

  @Test
  void addsAtMostAFifthAtRandom() {
    Random random = new Random(1);
    List<Duration> waits =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Backoff.fixed(Duration.ofSeconds(10)).after(1, random))
            .toList();

    assertTrue(waits.stream().allMatch(wait -> wait.compareTo(Duration.ofSeconds(10)) >= 0));
    assertTrue(waits.stream().allMatch(wait -> wait.compareTo(Duration.ofSeconds(12)) <= 0));
    assertTrue(waits.stream().distinct().count() > 500, "they do not come back together");
  }

  @Test
  void isTheSameAfterItWasStored() {
    List<Backoff> all =
        List.of(
            Backoff.fixed(SECOND),
            Backoff.exponential(Duration.ofMillis(1500), Duration.ofHours(3)),
            Backoff.listed(List.of(Duration.ofSeconds(10), Duration.ofSeconds(30))));

    assertEquals(all, all.stream().map(Backoff::text).map(Backoff::parse).toList());
  }

  @Test
  void refusesWhatIsNoWait() {
    assertThrows(IllegalArgumentException.class, () -> Backoff.listed(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Backoff.fixed(SECOND.negated()));
    assertThrows(IllegalArgumentException.class, () -> Backoff.exponential(Duration.ZERO, SECOND));
    assertThrows(
        IllegalArgumentException.class, () -> Backoff.exponential(SECOND, SECOND.minusMillis(1)));
  }
}
