package dev.repartee.foundation.http;

import dev.repartee.foundation.data.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/**
 * How many instances share the calls: each that answers any says so in Redis every few seconds.
 * What was known last is still known while Redis is away.
 */
final class AnsweringInstances {

  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration GONE_AFTER = Duration.ofSeconds(30);
  private static final String KEY = "rate:instances";
  private static final String SCRIPT =
      """
      local now = tonumber(redis.call('TIME')[1])
      redis.call('ZADD', KEYS[1], now, ARGV[1])
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
      redis.call('EXPIRE', KEYS[1], ARGV[2])
      return redis.call('ZCARD', KEYS[1])
      """;

  private final String name = UUID.randomUUID().toString();
  private final Redis redis;
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);
  private volatile int count = 1;

  AnsweringInstances(Redis redis) {
    this.redis = redis;
  }

  /** At least this one. */
  int count() {
    return count;
  }

  /** Says that this instance answers, if it has not just done so; waits for nothing. */
  void announce(Instant now) {
    Instant due = next.get();
    if (now.isBefore(due) || !next.compareAndSet(due, now.plus(EVERY))) {
      return;
    }
    redis
        .client()
        .getScript(StringCodec.INSTANCE)
        .<Long>evalAsync(
            RScript.Mode.READ_WRITE,
            SCRIPT,
            RScript.ReturnType.LONG,
            List.of(KEY),
            name,
            Long.toString(GONE_AFTER.toSeconds()))
        .thenAccept(counted -> count = Math.max(1, counted.intValue()));
  }
}
