package dev.repartee.foundation.data;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.StringCodec;

/**
 * What instances tell each other over Redis: that what they remember of an id is no longer so. Who
 * was not told, because Redis was away, finds out when it forgets by itself.
 */
public final class ChangeNews {

  private static final int RETRY_SECONDS = 1;
  private static final System.Logger LOG = System.getLogger(ChangeNews.class.getName());

  private final String channel;
  private final Redis redis;
  private final ManagedScheduledExecutorService executor;
  private final Consumer<UUID> heard;
  private volatile boolean stopped;

  /**
   * @param channel the name in Redis, of one kind of ids
   * @param heard called for what others tell, and for what is told here, never on the thread that
   *     listens
   */
  public ChangeNews(
      String channel, Redis redis, ManagedScheduledExecutorService executor, Consumer<UUID> heard) {
    this.channel = channel;
    this.redis = redis;
    this.executor = executor;
    this.heard = heard;
  }

  /** Listens from now on, or from when Redis is there. */
  public void start() {
    executor.execute(this::listenOrRetry);
  }

  public void stop() {
    stopped = true;
  }

  /** Tells all other instances; waits for none, and never fails. */
  public void tell(UUID id) {
    try {
      redis
          .client()
          .getTopic(channel, StringCodec.INSTANCE)
          .publishAsync(id.toString())
          .whenComplete(
              (listeners, failure) -> {
                if (failure != null) {
                  notTold(failure);
                }
              });
    } catch (RuntimeException e) {
      notTold(e);
    }
  }

  private static void notTold(@Nullable Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, "Redis is away; others ask within a second", failure);
  }

  private void listenOrRetry() {
    if (stopped) {
      return;
    }
    try {
      redis
          .client()
          .getTopic(channel, StringCodec.INSTANCE)
          .addListener(String.class, (name, id) -> told(id));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis does not let us listen yet", e);
      var unused = executor.schedule(this::listenOrRetry, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void told(String text) {
    try {
      UUID id = UUID.fromString(text);
      executor.execute(() -> heard.accept(id));
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.WARNING, "Something else than an id came over Redis");
    }
  }
}
