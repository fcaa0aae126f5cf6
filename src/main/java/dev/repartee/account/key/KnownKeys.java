package dev.repartee.account.key;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.security.ApiKeyEnded;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.StringCodec;

/**
 * API keys as they were less than {@link #MEMORY} ago. Instances tell each other over Redis what
 * has changed; an instance that is not told asks again before a second is over.
 */
@ApplicationScoped
class KnownKeys {

  static final Duration MEMORY = Duration.ofMillis(800);

  private static final String CHANNEL = "repartee:api-keys";
  private static final int MOST = 10_000;
  private static final int RETRY_SECONDS = 1;
  private static final System.Logger LOG = System.getLogger(KnownKeys.class.getName());

  /** CDI event: a key was rotated or revoked in this transaction. */
  record Changed(UUID id) {}

  private record Known(ApiKey key, Instant askedAt) {}

  private final ApiKeyStore store;
  private final InstantSource clock;
  private final Redis redis;
  private final Event<ApiKeyEnded> ended;
  private final ManagedScheduledExecutorService executor;
  private final Map<UUID, Known> keys = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  @Inject
  KnownKeys(
      ApiKeyStore store,
      InstantSource clock,
      Redis redis,
      Event<ApiKeyEnded> ended,
      ManagedScheduledExecutorService executor) {
    this.store = store;
    this.clock = clock;
    this.redis = redis;
    this.ended = ended;
    this.executor = executor;
  }

  void atStart(@Observes @Priority(StartOrder.CONNECTIONS) Startup event) {
    executor.execute(this::listenOrRetry);
  }

  @PreDestroy
  void atStop() {
    stopped = true;
  }

  /** The key of that id, if there is one. */
  Optional<ApiKey> find(UUID id) {
    Instant now = clock.instant(); // before the question, so that no answer is older than it seems
    @Nullable Known known = keys.get(id);
    if (known != null
        && !known.askedAt().isAfter(now)
        && known.askedAt().plus(MEMORY).isAfter(now)) {
      return Optional.of(known.key());
    }
    Optional<ApiKey> key = store.shown(id);
    if (keys.size() >= MOST) {
      keys.clear(); // cheaper than keeping order, and rare
    }
    key.ifPresentOrElse(found -> keys.put(id, new Known(found, now)), () -> keys.remove(id));
    return key;
  }

  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changed change) {
    forget(change.id());
    try {
      redis
          .client()
          .getTopic(CHANNEL, StringCodec.INSTANCE)
          .publishAsync(change.id().toString())
          .whenComplete(
              (heard, failure) -> {
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
          .getTopic(CHANNEL, StringCodec.INSTANCE)
          .addListener(String.class, (channel, id) -> told(id));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis does not let us listen yet", e);
      var unused = executor.schedule(this::listenOrRetry, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void told(String text) {
    try {
      UUID id = UUID.fromString(text);
      executor.execute(() -> forget(id)); // not on the thread that listens
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.WARNING, "Something else than a key's id came over Redis");
    }
  }

  private void forget(UUID id) {
    keys.remove(id);
    ended.fire(new ApiKeyEnded(id));
  }
}
