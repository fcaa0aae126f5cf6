package dev.repartee.foundation.http;

import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.RedisConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts calls in Redis for all instances together. While Redis is away this instance counts for
 * itself, with the same limits, and asks Redis again every few seconds: it neither lets everything
 * pass nor nothing, and a dead Redis does not slow each call.
 */
@ApplicationScoped
class RateLimiter {

  private static final System.Logger LOG = System.getLogger(RateLimiter.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long THERE = 0;
  private static final int REMEMBERED = 20_000;

  private final RateWindows shared;
  private final RateWindows local = new LocalRateWindows(REMEMBERED);
  private final InstantSource clock;
  private final AtomicLong awayUntil = new AtomicLong(THERE);

  @Inject
  RateLimiter(Redis redis, RedisConfig config, InstantSource clock) {
    this(new RedisRateWindows(redis, config.timeout()), clock);
  }

  RateLimiter(RateWindows shared, InstantSource clock) {
    this.shared = shared;
    this.clock = clock;
  }

  RateWindows.Grant take(List<RateWindows.Demand> demands) {
    Instant now = clock.instant();
    long until = awayUntil.get();
    if (now.toEpochMilli() < until) {
      return local.take(demands, now);
    }
    // Only one call asks whether Redis is back; the others do not wait for it.
    boolean wasAway = until != THERE;
    if (wasAway && !awayUntil.compareAndSet(until, now.plus(PAUSE).toEpochMilli())) {
      return local.take(demands, now);
    }
    try {
      RateWindows.Grant grant = shared.take(demands, now);
      if (wasAway) {
        awayUntil.set(THERE);
        LOG.log(System.Logger.Level.INFO, "Rate limits are counted in Redis again");
      }
      return grant;
    } catch (RuntimeException e) {
      awayUntil.set(now.plus(PAUSE).toEpochMilli());
      if (!wasAway) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Redis is away ({0}): this instance counts rate limits for itself",
            e.getClass().getSimpleName());
      }
      return local.take(demands, now);
    }
  }
}
