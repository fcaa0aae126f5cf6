package dev.repartee.foundation.data;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.SingleServerConfig;

/**
 * The way to Redis. The client connects on first use, so a server starts while Redis is away; every
 * call may then fail with a {@code RedisException}, and each caller says what it does without
 * Redis. Nothing that must not be lost is kept there.
 */
@ApplicationScoped
public class Redis implements AutoCloseable {

  private static final Duration PING = Duration.ofMillis(500);

  private final RedissonClient client;

  @Inject
  public Redis(RedisConfig config) {
    Config redisson = new Config();
    redisson.setCodec(StringCodec.INSTANCE);
    redisson.setLazyInitialization(true);
    redisson.setThreads(4);
    redisson.setNettyThreads(4);
    int timeout = Math.toIntExact(config.timeout().toMillis());
    SingleServerConfig server = redisson.useSingleServer();
    server
        .setAddress(config.url().resolve("/").toString().replaceFirst("/$", ""))
        .setDatabase(config.database())
        .setTimeout(timeout)
        .setConnectTimeout(timeout)
        .setRetryAttempts(1)
        .setConnectionPoolSize(24)
        .setConnectionMinimumIdleSize(2)
        .setSubscriptionConnectionPoolSize(8)
        .setPingConnectionInterval(10_000);
    client = Redisson.create(redisson);
  }

  public RedissonClient client() {
    return client;
  }

  /** Whether Redis answers a ping now. */
  public boolean answers() {
    try {
      return client
          .getRedisNodes(RedisNodes.SINGLE)
          .pingAll(PING.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      return false;
    }
  }

  @PreDestroy
  @Override
  public void close() {
    client.shutdown(0, 2, java.util.concurrent.TimeUnit.SECONDS);
  }
}
