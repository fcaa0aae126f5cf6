package dev.repartee.assistant.ai;

import dev.repartee.foundation.data.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.redisson.api.RBucket;
import org.redisson.client.codec.StringCodec;

/**
 * Cooldowns in Redis, as keys that expire. One look serves {@value #FRESH_MILLIS} ms; when Redis
 * does not answer within {@value #PATIENCE_MILLIS} ms it is left alone for a few seconds, and each
 * instance's own breaker is all there is.
 */
@ApplicationScoped
class RedisCooldowns implements Cooldowns {

  private static final System.Logger LOG = System.getLogger(RedisCooldowns.class.getName());
  private static final int FRESH_MILLIS = 250;
  private static final int PATIENCE_MILLIS = 50;
  private static final Duration WITHOUT_REDIS = Duration.ofSeconds(5);
  private static final String KEY = "ai:cooldown:";

  private final Redis redis;
  private final InstantSource clock;
  private final Map<Provider, Boolean> held = new EnumMap<>(Provider.class);
  private Instant nextLook = Instant.MIN;

  @Inject
  RedisCooldowns(Redis redis, InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
  }

  @Override
  public synchronized boolean holds(Provider provider) {
    if (!clock.instant().isBefore(nextLook)) {
      look();
    }
    return held.getOrDefault(provider, false);
  }

  private void look() {
    held.clear();
    try {
      String[] keys = Stream.of(Provider.values()).map(RedisCooldowns::key).toArray(String[]::new);
      Map<String, String> found =
          redis
              .client()
              .getBuckets(StringCodec.INSTANCE)
              .<String>getAsync(keys)
              .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      for (Provider provider : Provider.values()) {
        held.put(provider, found.containsKey(key(provider)));
      }
      nextLook = clock.instant().plusMillis(FRESH_MILLIS);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      nextLook = clock.instant().plus(WITHOUT_REDIS);
      LOG.log(System.Logger.Level.DEBUG, "Redis does not tell shared cooldowns: {0}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void begin(Provider provider, Duration cooldown) {
    synchronized (this) {
      held.put(provider, true);
    }
    send(bucket -> bucket.setAsync(clock.instant().toString(), cooldown), provider);
  }

  @Override
  public void end(Provider provider) {
    synchronized (this) {
      held.put(provider, false);
    }
    send(RBucket::deleteAsync, provider);
  }

  private interface Command {
    java.util.concurrent.CompletionStage<?> on(RBucket<String> bucket);
  }

  private void send(Command command, Provider provider) {
    try {
      command
          .on(redis.client().getBucket(key(provider), StringCodec.INSTANCE))
          .exceptionally(
              e -> {
                Throwable cause = e instanceof CompletionException ? e.getCause() : e;
                LOG.log(System.Logger.Level.DEBUG, "A cooldown is not shared: {0}", cause);
                return null;
              });
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A cooldown is not shared: {0}", e.toString());
    }
  }

  private static String key(Provider provider) {
    return KEY + provider.wireName();
  }
}
