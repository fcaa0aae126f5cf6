package dev.repartee.account.identity;

import dev.repartee.foundation.data.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RScript;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Counts in Redis, for all instances together and by its clock. */
final class RedisTries implements Tries {

  private static final String TAKE =
      """
      local first, longest, memory = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
      local time = redis.call('TIME')
      local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
      local wait = 0
      for _, key in ipairs(KEYS) do
        wait = math.max(wait, (tonumber(redis.call('HGET', key, 'until')) or 0) - now)
      end
      if wait > 0 then return wait end
      for i, key in ipairs(KEYS) do
        local over = redis.call('HINCRBY', key, 'tries', 1) - tonumber(ARGV[3 + i])
        if over >= 0 then
          redis.call('HSET', key, 'until', now + math.min(longest, first * 2 ^ math.min(over, 20)))
        end
        redis.call('PEXPIRE', key, memory)
      end
      return 0
      """;

  private static final String GIVE_BACK =
      """
      if redis.call('HINCRBY', KEYS[1], 'tries', -1) <= 0 then
        redis.call('DEL', KEYS[1])
      else
        redis.call('HDEL', KEYS[1], 'until')
      end
      return 0
      """;

  private static final String FORGET = "redis.call('DEL', KEYS[1]) return 0";

  private final Redis redis;
  private final Duration patience;
  private final Waits waits;

  RedisTries(Redis redis, Duration patience, Waits waits) {
    this.redis = redis;
    this.patience = patience;
    this.waits = waits;
  }

  /**
   * @throws RedisException when Redis does not answer in time
   */
  @Override
  public Duration take(List<Limit> limits) {
    List<Object> keys = new ArrayList<>();
    List<Object> arguments = new ArrayList<>();
    for (Duration time : List.of(waits.first(), waits.longest(), Waits.MEMORY)) {
      arguments.add(Long.toString(time.toMillis()));
    }
    for (Limit limit : limits) {
      keys.add(key(limit.key()));
      arguments.add(Integer.toString(limit.free()));
    }
    return Duration.ofMillis(run(TAKE, keys, arguments.toArray()));
  }

  @Override
  public void giveBack(String key) {
    run(GIVE_BACK, List.of(key(key)));
  }

  @Override
  public void forget(String key) {
    run(FORGET, List.of(key(key)));
  }

  private static String key(String key) {
    return "tries:" + key;
  }

  private long run(String script, List<Object> keys, Object... arguments) {
    CompletionStage<Long> answer =
        redis
            .client()
            .getScript(StringCodec.INSTANCE)
            .evalAsync(RScript.Mode.READ_WRITE, script, RScript.ReturnType.LONG, keys, arguments);
    try {
      return answer.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("Interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new RedisException("Attempts could not be counted in Redis", e);
    }
  }
}
