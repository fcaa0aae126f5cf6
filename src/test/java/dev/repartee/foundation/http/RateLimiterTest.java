package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;

class RateLimiterTest {

  private static final List<RateWindows.Demand> TWO_A_MINUTE =
      List.of(new RateWindows.Demand("ip", "ann", 2, Duration.ofMinutes(1)));

  private int instances = 1;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final FlakyWindows redis = new FlakyWindows();
  private final RateLimiter limiter = new RateLimiter(redis, local(), () -> instances, () -> now);

  @Test
  void limitsStillHoldWhileRedisIsAway() {
    redis.away = true;
    assertTrue(limiter.take(TWO_A_MINUTE).granted());
    assertTrue(limiter.take(TWO_A_MINUTE).granted());
    assertFalse(limiter.take(TWO_A_MINUTE).granted());
  }

  @Test
  void aDeadRedisIsNotAskedForEveryCall() {
    redis.away = true;
    for (int i = 0; i < 100; i++) {
      limiter.take(TWO_A_MINUTE);
    }
    assertEquals(1, redis.asked);
    now = now.plusSeconds(6);
    limiter.take(TWO_A_MINUTE);
    limiter.take(TWO_A_MINUTE);
    assertEquals(2, redis.asked);
  }

  @Test
  void goesBackToRedisWhenItIsThereAgain() {
    redis.away = true;
    limiter.take(TWO_A_MINUTE);
    redis.away = false;
    now = now.plusSeconds(6);
    limiter.take(TWO_A_MINUTE);
    limiter.take(TWO_A_MINUTE);
    assertEquals(3, redis.asked);
  }

  @Test
  void eachOfSeveralInstancesGrantsItsFairShareAlone() {
    redis.away = true;
    instances = 4;
    List<RateWindows.Demand> ten =
        List.of(new RateWindows.Demand("ip", "bob", 10, Duration.ofMinutes(1)));
    for (int i = 0; i < 3; i++) {
      assertTrue(limiter.take(ten).granted());
    }
    RateWindows.Grant refused = limiter.take(ten);
    assertFalse(refused.granted());
    assertEquals(3, refused.windows().get(0).limit(), "what it tells is what holds");
    instances = 1_000;
    assertTrue(
        limiter
            .take(List.of(new RateWindows.Demand("ip", "eve", 10, Duration.ofMinutes(1))))
            .granted(),
        "nobody is left with nothing");
  }

  private static RateWindows local() {
    return new LocalRateWindows(10, new Blocking(0, Duration.ZERO, Duration.ZERO));
  }

  private static final class FlakyWindows implements RateWindows {

    private final RateWindows counts = local();
    private boolean away;
    private int asked;

    @Override
    public Grant take(List<Demand> demands, Instant now) {
      asked++;
      if (away) {
        throw new RedisException("away");
      }
      return counts.take(demands, now);
    }
  }
}
