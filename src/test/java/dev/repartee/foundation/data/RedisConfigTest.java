package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisConfigTest {

  @Test
  void withoutAnythingSetItIsOnThisMachine() {
    RedisConfig config = new RedisConfig(Settings.of(Map.of()));
    assertEquals(URI.create("redis://localhost:6379"), config.url());
    assertEquals(Duration.ofSeconds(1), config.timeout());
  }

  @Test
  void readsEveryVariable() {
    RedisConfig config =
        new RedisConfig(
            Settings.of(
                Map.of("REDIS_URL", "rediss://redis.example:6380/2", "REDIS_TIMEOUT", "250ms")));
    assertEquals(URI.create("rediss://redis.example:6380/2"), config.url());
    assertEquals(Duration.ofMillis(250), config.timeout());
  }
}
