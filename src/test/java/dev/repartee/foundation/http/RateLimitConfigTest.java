package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitConfigTest {

  @Test
  void withoutAnythingSetTheDocumentedLimitsHold() {
    RateLimitConfig config = new RateLimitConfig(Settings.of(Map.of()));
    assertTrue(config.enabled());
    assertEquals(100, config.limit(RateLimit.IP));
    assertEquals(120, config.limit(RateLimit.MEMBER));
    assertEquals(10, config.limit(RateLimit.LOGIN));
    assertEquals(5, config.limit(RateLimit.REGISTER));
    assertEquals(10, config.limit(RateLimit.UPLOADS));
    assertEquals(20, config.limit(RateLimit.SUGGESTIONS));
    assertEquals(100, config.limit(RateLimit.MESSAGE_WRITES));
    assertEquals(600, config.limit(RateLimit.API_KEY));
    assertEquals(new Blocking(100, Duration.ofMinutes(1), Duration.ofHours(1)), config.blocking());
  }

  @Test
  void aBlockIsNotLongerThanTheLongest() {
    Settings settings =
        Settings.of(Map.of("RATE_LIMIT_BLOCK", "10m", "RATE_LIMIT_BLOCK_MAX", "5m"));
    assertEquals(100, new RateLimitConfig(settings).blocking().after());
    assertTrue(settings.problems().toString().contains("RATE_LIMIT_BLOCK_MAX"));
  }

  @Test
  void readsEveryVariable() {
    Map<String, String> values = new HashMap<>(Map.of("RATE_LIMIT_ENABLED", "false"));
    for (RateLimit rule : RateLimit.values()) {
      values.put(rule.variable(), String.valueOf(1000 + rule.ordinal()));
    }
    RateLimitConfig config = new RateLimitConfig(Settings.of(values));
    assertFalse(config.enabled());
    for (RateLimit rule : RateLimit.values()) {
      assertEquals(1000 + rule.ordinal(), config.limit(rule));
    }
  }
}
