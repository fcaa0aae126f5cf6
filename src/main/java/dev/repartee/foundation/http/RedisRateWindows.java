package dev.repartee.foundation.http;

import dev.repartee.foundation.data.Redis;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RScript;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.StringCodec;

/**
 * Counts in Redis, for all instances together and by its clock, in one round trip. The windows are
 * those of {@link SlidingWindow}: a hash for each, with a field for each slice that has calls.
 */
final class RedisRateWindows implements RateWindows {

  private static final String SCRIPT =
      """
      local slices = tonumber(ARGV[1])
      local after, within, first = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
      local longest, memory = tonumber(ARGV[5]), tonumber(ARGV[6])
      local time = redis.call('TIME')
      local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
      local granted, blocked = 1, 0
      local states = {}
      for i = 1, #KEYS / 2 do
        local window, caller = KEYS[2 * i - 1], KEYS[2 * i]
        local limit, slice = tonumber(ARGV[3 * i + 4]), tonumber(ARGV[3 * i + 5])
        blocked = math.max(blocked, (tonumber(redis.call('HGET', caller, 'until')) or 0) - now)
        local current = math.floor(now / slice)
        local used, known, gone = 0, {}, {}
        local stored = redis.call('HGETALL', window)
        for f = 1, #stored, 2 do
          local index, count = tonumber(stored[f]), tonumber(stored[f + 1])
          if index < current - slices then
            gone[#gone + 1] = stored[f]
          else
            used = used + count
            known[#known + 1] = {index, count}
          end
        end
        if #gone > 0 then redis.call('HDEL', window, unpack(gone)) end
        if used >= limit then granted = 0 end
        states[i] = {window, caller, limit, slice, tonumber(ARGV[3 * i + 6]), current, used, known}
      end
      if blocked > 0 then granted = 0 end
      if granted == 1 then
        for _, s in ipairs(states) do
          redis.call('HINCRBY', s[1], s[6], 1)
          redis.call('PEXPIRE', s[1], s[5] + 2 * s[4])
          s[7] = s[7] + 1
          local known = s[8]
          known[#known + 1] = {s[6], 1}
        end
      elseif blocked == 0 and after > 0 then
        local noted = {}
        for _, s in ipairs(states) do
          if s[7] >= s[3] and not noted[s[2]] then
            noted[s[2]] = true
            local since = tonumber(redis.call('HGET', s[2], 'since')) or 0
            if since < now - within then
              redis.call('HSET', s[2], 'since', now, 'refusals', 0)
            end
            if redis.call('HINCRBY', s[2], 'refusals', 1) >= after then
              local blocks = redis.call('HINCRBY', s[2], 'blocks', 1)
              local length = math.min(longest, first * 2 ^ math.min(blocks - 1, 20))
              redis.call('HSET', s[2], 'until', now + length, 'refusals', 0)
              blocked = math.max(blocked, length)
            end
            redis.call('PEXPIRE', s[2], memory)
          end
        end
      end
      local answer = {granted, blocked}
      for _, s in ipairs(states) do
        local used, free = s[7], 0
        table.sort(s[8], function(a, b) return a[1] < b[1] end)
        for _, known in ipairs(s[8]) do
          used = used - known[2]
          if used < s[3] then
            free = (known[1] + slices + 1) * s[4] - now
            break
          end
        end
        answer[#answer + 1] = s[7]
        answer[#answer + 1] = free
      end
      return answer
      """;

  private static final String DIGEST = digest();

  private final Redis redis;
  private final Duration patience;
  private final Blocking blocking;

  RedisRateWindows(Redis redis, Duration patience, Blocking blocking) {
    this.redis = redis;
    this.patience = patience;
    this.blocking = blocking;
  }

  /**
   * @throws RedisException when Redis does not answer in time
   */
  @Override
  public Grant take(List<Demand> demands, Instant now) {
    List<Object> keys = new ArrayList<>();
    List<Object> arguments = new ArrayList<>();
    arguments.add(Integer.toString(SlidingWindow.SLICES));
    arguments.add(Integer.toString(blocking.after()));
    for (Duration time :
        List.of(Blocking.WITHIN, blocking.first(), blocking.longest(), Blocking.MEMORY)) {
      arguments.add(Long.toString(time.toMillis()));
    }
    for (Demand demand : demands) {
      keys.add("rate:" + demand.key());
      keys.add("rate:refused:" + demand.subject());
      arguments.add(Integer.toString(demand.limit()));
      arguments.add(Long.toString(SlidingWindow.slice(demand.window())));
      arguments.add(Long.toString(demand.window().toMillis()));
    }
    List<Long> answer = answer(keys, arguments.toArray());
    List<RateWindow> windows = new ArrayList<>();
    for (int i = 0; i < demands.size(); i++) {
      windows.add(
          new RateWindow(
              demands.get(i).limit(),
              answer.get(2 + 2 * i),
              Duration.ofMillis(Math.max(0, answer.get(3 + 2 * i)))));
    }
    return new Grant(
        answer.get(0) == 1, List.copyOf(windows), Duration.ofMillis(Math.max(0, answer.get(1))));
  }

  /** Names the script by its digest; only a Redis that does not know it yet is sent the text. */
  private List<Long> answer(List<Object> keys, Object[] arguments) {
    try {
      return await(
          script()
              .<List<Long>>evalShaAsync(
                  RScript.Mode.READ_WRITE, DIGEST, RScript.ReturnType.LIST, keys, arguments)
              .toCompletableFuture());
    } catch (RedisNoScriptException e) {
      return await(
          script()
              .<List<Long>>evalAsync(
                  RScript.Mode.READ_WRITE, SCRIPT, RScript.ReturnType.LIST, keys, arguments)
              .toCompletableFuture());
    }
  }

  private RScript script() {
    return redis.client().getScript(StringCodec.INSTANCE);
  }

  private List<Long> await(java.util.concurrent.CompletableFuture<List<Long>> answer) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("Interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisNoScriptException unknown) {
        throw unknown;
      }
      throw new RedisException("The rate limits could not be counted in Redis", e);
    } catch (TimeoutException e) {
      throw new RedisException("The rate limits could not be counted in Redis", e);
    }
  }

  /** What Redis calls the script. */
  private static String digest() {
    try {
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1").digest(SCRIPT.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
