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
import java.util.function.IntSupplier;

/**
 * Counts calls in Redis for all instances together. While Redis is away this instance counts for
 * itself, up to its fair share of each limit, and asks Redis again every few seconds: it neither
 * lets everything pass nor nothing, and a dead Redis does not slow each call.
 */
@ApplicationScoped
class RateLimiter {

  private static final System.Logger LOG = System.getLogger(RateLimiter.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long THERE = 0;
  private static final int REMEMBERED = 20_000;

  private final RateWindows shared;
  private final RateWindows local;
  private final IntSupplier instances;
  private final InstantSource clock;
  private final AtomicLong awayUntil = new AtomicLong(THERE);

  @Inject
  RateLimiter(Redis redis, RedisConfig config, RateLimitConfig limits, InstantSource clock) {
    AnsweringInstances answering = new AnsweringInstances(redis);
    RateWindows windows = new RedisRateWindows(redis, config.timeout(), limits.blocking());
    this.shared =
        (demands, now) -> {
          RateWindows.Grant grant = windows.take(demands, now);
          answering.announce(now);
          return grant;
        };
    this.local = new LocalRateWindows(REMEMBERED, limits.blocking());
    this.instances = answering::count;
    this.clock = clock;
  }

  /**
   * @param instances how many share the limits while {@code shared} is away
   */
  RateLimiter(RateWindows shared, RateWindows local, IntSupplier instances, InstantSource clock) {
    this.shared = shared;
    this.local = local;
    this.instances = instances;
    this.clock = clock;
  }

  RateWindows.Grant take(List<RateWindows.Demand> demands) {
    Instant now = clock.instant();
    long until = awayUntil.get();
    if (now.toEpochMilli() < until) {
      return alone(demands, now);
    }
    // Only one call asks whether Redis is back; the others do not wait for it.
    boolean wasAway = until != THERE;
    if (wasAway && !awayUntil.compareAndSet(until, now.plus(PAUSE).toEpochMilli())) {
      return alone(demands, now);
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
            "Redis is away ({0}): this instance counts rate limits for itself, as one of {1}",
            e.getClass().getSimpleName(),
            instances.getAsInt());
      }
      return alone(demands, now);
    }
  }

  private RateWindows.Grant alone(List<RateWindows.Demand> demands, Instant now) {
    int sharing = Math.max(1, instances.getAsInt());
    return local.take(demands.stream().map(demand -> share(demand, sharing)).toList(), now);
  }

  /** Rounded up, so that nobody is left with nothing. */
  private static RateWindows.Demand share(RateWindows.Demand demand, int instances) {
    int limit = (demand.limit() + instances - 1) / instances;
    return new RateWindows.Demand(demand.policy(), demand.subject(), limit, demand.window());
  }
}
