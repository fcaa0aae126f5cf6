package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.RedisConfig;
import dev.repartee.local.LocalServices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two instances with one Redis, and one with none. */
class RedisCooldownsIT {

  /** A Redis that is there answers within this time, on whatever machine. */
  private static final int LONG = 10_000;

  private Instant now = Instant.parse("2026-05-17T12:00:00Z");
  private final InstantSource clock = () -> now;

  @Test
  void whatOneInstanceSaysTheOtherHeedsUntilItIsTakenBack() throws Exception {
    String url = LocalServices.forTests().environment().getOrDefault("REDIS_URL", "");
    Redis redis = new Redis(new RedisConfig(Settings.of(Map.of("REDIS_URL", url))));
    try {
      RedisCooldowns here = new RedisCooldowns(redis, clock, LONG);
      RedisCooldowns there = new RedisCooldowns(redis, clock, LONG);
      assertTrue(redis.answers());

      here.begin(Provider.GEMINI, Duration.ofMinutes(5));
      here.sending().get(10, TimeUnit.SECONDS);
      assertTrue(here.holds(Provider.GEMINI));
      assertTrue(there.holds(Provider.GEMINI));
      assertFalse(there.holds(Provider.OPENAI));

      here.end(Provider.GEMINI);
      here.sending().get(10, TimeUnit.SECONDS);
      assertFalse(here.holds(Provider.GEMINI));
      now = now.plusSeconds(1);
      assertFalse(there.holds(Provider.GEMINI));
    } finally {
      redis.client().shutdown();
    }
  }

  @Test
  void withoutRedisAnInstanceHeedsOnlyItself() throws Exception {
    Redis redis =
        new Redis(
            new RedisConfig(
                Settings.of(Map.of("REDIS_URL", "redis://127.0.0.1:1", "REDIS_TIMEOUT", "50ms"))));
    try {
      RedisCooldowns alone = new RedisCooldowns(redis, clock);
      assertFalse(alone.holds(Provider.GEMINI));
      alone.begin(Provider.GEMINI, Duration.ofMinutes(5));
      alone.sending().get(10, TimeUnit.SECONDS);
      assertTrue(alone.holds(Provider.GEMINI));
      now = now.plusSeconds(6);
      assertFalse(alone.holds(Provider.GEMINI));
    } finally {
      redis.client().shutdown();
    }
  }
}
