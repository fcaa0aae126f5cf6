package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalRateWindowsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SLICE = MINUTE.dividedBy(SlidingWindow.SLICES);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Blocking NEVER = new Blocking(0, MINUTE, MINUTE);

  private final LocalRateWindows windows = new LocalRateWindows(100, NEVER);

  @Test
  void grantsAsManyAsTheLimitAndNoMore() {
    for (int i = 0; i < 10; i++) {
      assertTrue(take("ann", START), "call " + i);
    }
    assertFalse(take("ann", START));
    assertTrue(take("bob", START));
  }

  @Test
  void aCallCountsForAWholeWindowAndASliceAtMost() {
    for (int i = 0; i < 10; i++) {
      take("ann", START.plus(SLICE.multipliedBy(i)));
    }
    assertFalse(take("ann", START.plus(MINUTE)), "not one is over yet");
    assertTrue(take("ann", START.plus(MINUTE).plus(SLICE)), "the first is over");
    assertFalse(take("ann", START.plus(MINUTE).plus(SLICE)), "the others are not");
    assertTrue(take("ann", START.plus(MINUTE.multipliedBy(3))), "all are over");
  }

  @Test
  void noWindowHasMoreThanTheLimitAndSteadyCallersGetNinetyNinePercentOfIt() {
    int limit = 1_000;
    int minutes = 10;
    RateWindows.Demand demand = new RateWindows.Demand("ip", "ann", limit, MINUTE);
    List<Long> granted = new ArrayList<>();
    for (long millis = 0; millis < minutes * MINUTE.toMillis(); millis += 7) {
      if (windows.take(List.of(demand), START.plusMillis(millis)).granted()) {
        granted.add(millis);
      }
    }
    for (int i = limit; i < granted.size(); i++) {
      assertTrue(granted.get(i) - granted.get(i - limit) >= MINUTE.toMillis(), "window of " + i);
    }
    assertTrue(granted.size() >= 0.99 * limit * minutes, granted.size() + " granted");
    assertTrue(granted.size() <= limit * minutes, granted.size() + " granted");
  }

  @Test
  void refusedCallsDoNotCount() {
    for (int i = 0; i < 50; i++) {
      take("ann", START);
    }
    assertEquals(10, grant("ann", START).windows().get(0).used());
  }

  @Test
  void oneLimitUsedUpSparesTheOthers() {
    RateWindows.Demand tight = new RateWindows.Demand("tight", "ann", 1, MINUTE);
    RateWindows.Demand wide = new RateWindows.Demand("wide", "ann", 10, MINUTE);
    assertTrue(windows.take(List.of(tight, wide), START).granted());
    assertFalse(windows.take(List.of(tight, wide), START).granted());
    assertEquals(1, windows.take(List.of(tight, wide), START).windows().get(1).used());
  }

  @Test
  void saysWhenACallIsFreeAgain() {
    for (int i = 0; i < 10; i++) {
      take("ann", START);
    }
    Instant free = START.plus(grant("ann", START).windows().get(0).untilFree());
    assertFalse(take("ann", free.minusMillis(1)));
    assertTrue(take("ann", free));
  }

  @Test
  void aClockThatGoesBackDoesNotForget() {
    for (int i = 0; i < 10; i++) {
      take("ann", START.minusSeconds(i));
    }
    assertFalse(take("ann", START.minusSeconds(20)));
    assertFalse(take("ann", START));
  }

  @Test
  void aMillionAddressesTakeNoMoreRoomThanAFew() {
    LocalRateWindows bounded = new LocalRateWindows(1_000, new Blocking(1, MINUTE, MINUTE));
    for (int i = 0; i < 1_000_000; i++) {
      RateWindows.Demand demand = new RateWindows.Demand("ip", "ip:" + i, 1, MINUTE);
      assertTrue(bounded.take(List.of(demand), START).granted());
      if (i % 10 == 0) {
        assertFalse(bounded.take(List.of(demand), START).granted());
      }
    }
    assertEquals(2_000, bounded.size());
    RateWindows.Demand last = new RateWindows.Demand("ip", "ip:999999", 1, MINUTE);
    assertFalse(bounded.take(List.of(last), START).granted(), "who was last is remembered");
  }

  @Test
  void whoCallsOnIsBlockedForLongerEachTimeAndNotForEver() {
    LocalRateWindows blocking =
        new LocalRateWindows(100, new Blocking(5, MINUTE, Duration.ofMinutes(3)));
    RateWindows.Demand one = new RateWindows.Demand("login", "ann", 1, MINUTE);
    RateWindows.Demand other = new RateWindows.Demand("ip", "ann", 1_000, MINUTE);
    Instant now = START;
    for (Duration expected : List.of(MINUTE, MINUTE.multipliedBy(2), MINUTE.multipliedBy(3))) {
      assertTrue(blocking.take(List.of(one), now).granted());
      for (int i = 0; i < 4; i++) {
        assertEquals(Duration.ZERO, blocking.take(List.of(one), now).blocked());
      }
      assertEquals(expected, blocking.take(List.of(one), now).blocked());
      RateWindows.Grant elsewhere = blocking.take(List.of(other), now.plusSeconds(1));
      assertFalse(elsewhere.granted(), "whatever they call");
      assertEquals(expected.minusSeconds(1), elsewhere.blocked());
      now = now.plus(expected);
      assertTrue(blocking.take(List.of(other), now).granted(), "the block is over");
      now = now.plus(MINUTE);
    }
    now = now.plus(Duration.ofDays(2));
    blocking.take(List.of(one), now);
    for (int i = 0; i < 4; i++) {
      blocking.take(List.of(one), now);
    }
    assertEquals(MINUTE, blocking.take(List.of(one), now).blocked(), "a new start");
  }

  @Test
  void refusalsOfAnHourAreNoAbuse() {
    LocalRateWindows blocking = new LocalRateWindows(100, new Blocking(5, MINUTE, MINUTE));
    RateWindows.Demand one = new RateWindows.Demand("ip", "ann", 1, Duration.ofHours(2));
    blocking.take(List.of(one), START);
    for (int i = 0; i < 20; i++) {
      Instant now = START.plus(Duration.ofMinutes(3L * i));
      assertEquals(Duration.ZERO, blocking.take(List.of(one), now).blocked(), "refusal " + i);
    }
  }

  private boolean take(String key, Instant now) {
    return grant(key, now).granted();
  }

  private RateWindows.Grant grant(String key, Instant now) {
    return windows.take(List.of(new RateWindows.Demand("ip", key, 10, MINUTE)), now);
  }
}
