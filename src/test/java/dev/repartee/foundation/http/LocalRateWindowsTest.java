package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalRateWindowsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final LocalRateWindows windows = new LocalRateWindows(100);

  @Test
  void grantsAsManyAsTheLimitAndNoMore() {
    for (int i = 0; i < 10; i++) {
      assertTrue(take("ann", START), "call " + i);
    }
    assertFalse(take("ann", START));
    assertTrue(take("bob", START));
  }

  @Test
  void anEarlierWindowFadesAsTimePasses() {
    for (int i = 0; i < 10; i++) {
      take("ann", START);
    }
    assertFalse(take("ann", START.plusSeconds(60)), "the whole window before still counts");
    Instant later = START.plusSeconds(90);
    for (int i = 0; i < 5; i++) {
      assertTrue(take("ann", later), "half of it is over, call " + i);
    }
    assertFalse(take("ann", later));
    assertTrue(take("ann", START.plusSeconds(180)), "all of it is over");
  }

  @Test
  void refusedCallsDoNotCount() {
    for (int i = 0; i < 50; i++) {
      take("ann", START);
    }
    RateWindow window = grant("ann", START).windows().get(0);
    assertEquals(10, window.current());
  }

  @Test
  void oneLimitUsedUpSparesTheOthers() {
    RateWindows.Demand tight = new RateWindows.Demand("tight", 1, MINUTE);
    RateWindows.Demand wide = new RateWindows.Demand("wide", 10, MINUTE);
    assertTrue(windows.take(List.of(tight, wide), START).granted());
    assertFalse(windows.take(List.of(tight, wide), START).granted());
    assertEquals(1, windows.take(List.of(tight, wide), START).windows().get(1).current());
  }

  @Test
  void saysWhenACallIsFreeAgain() {
    for (int i = 0; i < 10; i++) {
      take("ann", START);
    }
    Instant now = START;
    RateWindow window = grant("ann", now).windows().get(0);
    Instant free = now.plus(window.untilFree(10, MINUTE));
    assertFalse(take("ann", free.minusSeconds(1)));
    assertTrue(take("ann", free));
  }

  @Test
  void remembersABoundedNumberOfKeys() {
    LocalRateWindows small = new LocalRateWindows(2);
    for (String key : List.of("a", "b", "c")) {
      small.take(List.of(new RateWindows.Demand(key, 1, MINUTE)), START);
    }
    assertTrue(small.take(List.of(new RateWindows.Demand("a", 1, MINUTE)), START).granted());
    assertFalse(small.take(List.of(new RateWindows.Demand("c", 1, MINUTE)), START).granted());
  }

  private boolean take(String key, Instant now) {
    return grant(key, now).granted();
  }

  private RateWindows.Grant grant(String key, Instant now) {
    return windows.take(List.of(new RateWindows.Demand(key, 10, MINUTE)), now);
  }
}
