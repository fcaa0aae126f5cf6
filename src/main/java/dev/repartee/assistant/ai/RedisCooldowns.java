package dev.repartee.assistant.ai;

import dev.repartee.foundation.data.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private final int patienceMillis;
  private Set<Provider> held = EnumSet.noneOf(Provider.class);
  private volatile CompletableFuture<@Nullable Void> sending =
      CompletableFuture.completedFuture(null);
  private Instant nextLook = Instant.MIN;

  @Inject
  RedisCooldowns(Redis redis, InstantSource clock) {
    this(redis, clock, PATIENCE_MILLIS);
  }

  RedisCooldowns(Redis redis, InstantSource clock, int patienceMillis) {
    this.redis = redis;
    this.clock = clock;
    this.patienceMillis = patienceMillis;
  }

  @Override
  public boolean holds(Provider provider) {
    synchronized (this) {
      if (clock.instant().isBefore(nextLook)) {
        return held.contains(provider);
      }
      // Others go by what is known while this one looks.
      nextLook = clock.instant().plusMillis(FRESH_MILLIS);
    }
    look();
    synchronized (this) {
      return held.contains(provider);
    }
  }

  private void look() {
    try {
      // On a thread of its own, because the client's first connection blocks whoever asks for it.
      Set<Provider> found =
          CompletableFuture.supplyAsync(this::fetch).get(patienceMillis, TimeUnit.MILLISECONDS);
      synchronized (this) {
        held = found;
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis does not tell shared cooldowns: {0}", e.toString());
      synchronized (this) {
        held = EnumSet.noneOf(Provider.class);
        nextLook = clock.instant().plus(WITHOUT_REDIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Set<Provider> fetch() {
    String[] keys = Stream.of(Provider.values()).map(RedisCooldowns::key).toArray(String[]::new);
    Map<String, String> found = redis.client().getBuckets(StringCodec.INSTANCE).get(keys);
    Set<Provider> providers = EnumSet.noneOf(Provider.class);
    for (Provider provider : Provider.values()) {
      if (found.containsKey(key(provider))) {
        providers.add(provider);
      }
    }
    return providers;
  }

  @Override
  public void begin(Provider provider, Duration cooldown) {
    synchronized (this) {
      held.add(provider);
    }
    send(provider, bucket -> bucket.set(clock.instant().toString(), cooldown));
  }

  @Override
  public void end(Provider provider) {
    synchronized (this) {
      held.remove(provider);
    }
    send(provider, RBucket::delete);
  }

  private void send(Provider provider, Consumer<RBucket<String>> command) {
    sending =
        CompletableFuture.runAsync(
                () -> command.accept(redis.client().getBucket(key(provider), StringCodec.INSTANCE)))
            .exceptionally(
                e -> {
                  LOG.log(System.Logger.Level.DEBUG, "A cooldown is not shared: {0}", e.toString());
                  return null;
                });
  }

  /** The newest message to the other instances, for tests to wait for. */
  CompletableFuture<@Nullable Void> sending() {
    return sending;
  }

  private static String key(Provider provider) {
    return KEY + provider.wireName();
  }
}
