package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
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
