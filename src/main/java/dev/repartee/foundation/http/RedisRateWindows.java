package dev.repartee.foundation.http;

import dev.repartee.foundation.data.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RScript;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Counts in Redis, for all instances together, in one round trip. */
final class RedisRateWindows implements RateWindows {

  /** Answers 1 or 0, then current and previous of each key. A clock that is behind counts too. */
  private static final String SCRIPT =
      """
      local now = tonumber(ARGV[1])
      local granted = 1
      local state = {}
      for i, key in ipairs(KEYS) do
        local limit = tonumber(ARGV[i * 2])
        local window = tonumber(ARGV[i * 2 + 1])
        local index = math.floor(now / window)
        local stored = redis.call('HMGET', key, 'i', 'c', 'p')
        local at = tonumber(stored[1]) or -1
        local current = tonumber(stored[2]) or 0
        local previous = tonumber(stored[3]) or 0
        if at < index - 1 then
          current, previous = 0, 0
        elseif at == index - 1 then
          current, previous = 0, current
        end
        local left = 1 - (now % window) / window
        if math.ceil(previous * left) + current >= limit then granted = 0 end
        state[i] = {math.max(at, index), current, previous, window}
      end
      local answer = {granted}
      for i, key in ipairs(KEYS) do
        local s = state[i]
        if granted == 1 then
          s[2] = s[2] + 1
          redis.call('HSET', key, 'i', s[1], 'c', s[2], 'p', s[3])
          redis.call('PEXPIRE', key, s[4] * 2)
        end
        answer[#answer + 1] = s[2]
        answer[#answer + 1] = s[3]
      end
      return answer
      """;

  private final Redis redis;
  private final Duration patience;

  RedisRateWindows(Redis redis, Duration patience) {
    this.redis = redis;
    this.patience = patience;
  }

  /**
   * @throws RedisException when Redis does not answer in time
   */
  @Override
  public Grant take(List<Demand> demands, Instant now) {
    List<Object> keys = new ArrayList<>();
    List<Object> arguments = new ArrayList<>(List.of(Long.toString(now.toEpochMilli())));
    for (Demand demand : demands) {
      keys.add("rate:" + demand.key());
      arguments.add(Integer.toString(demand.limit()));
      arguments.add(Long.toString(demand.window().toMillis()));
    }
    List<Long> answer = eval(keys, arguments);
    List<RateWindow> windows = new ArrayList<>();
    for (int i = 0; i < demands.size(); i++) {
      long elapsed = now.toEpochMilli() % demands.get(i).window().toMillis();
      windows.add(
          new RateWindow(answer.get(1 + 2 * i), answer.get(2 + 2 * i), Duration.ofMillis(elapsed)));
    }
    return new Grant(answer.get(0) == 1, List.copyOf(windows));
  }

  private List<Long> eval(List<Object> keys, List<Object> arguments) {
    try {
      return redis
          .client()
          .getScript(StringCodec.INSTANCE)
          .<List<Long>>evalAsync(
              RScript.Mode.READ_WRITE, SCRIPT, RScript.ReturnType.LIST, keys, arguments.toArray())
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("Interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new RedisException("The rate limits could not be counted in Redis", e);
    }
  }
}
