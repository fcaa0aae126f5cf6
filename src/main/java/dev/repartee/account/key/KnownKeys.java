package dev.repartee.account.key;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.data.ChangeNews;
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
import org.jspecify.annotations.Nullable;

/**
 * API keys as they were less than {@link #MEMORY} ago. Instances tell each other over Redis what
 * has changed; an instance that is not told asks again before a second is over.
 */
@ApplicationScoped
class KnownKeys {

  static final Duration MEMORY = Duration.ofMillis(800);

  private static final String CHANNEL = "repartee:api-keys";
  private static final int MOST = 10_000;

  /** CDI event: a key was rotated or revoked in this transaction. */
  record Changed(UUID id) {}

  private record Known(ApiKey key, Instant askedAt) {}

  private final ApiKeyStore store;
  private final InstantSource clock;
  private final Event<ApiKeyEnded> ended;
  private final ChangeNews news;
  private final Map<UUID, Known> keys = new ConcurrentHashMap<>();

  @Inject
  KnownKeys(
      ApiKeyStore store,
      InstantSource clock,
      Redis redis,
      Event<ApiKeyEnded> ended,
      ManagedScheduledExecutorService executor) {
    this.store = store;
    this.clock = clock;
    this.ended = ended;
    this.news = new ChangeNews(CHANNEL, redis, executor, this::forget);
  }

  void atStart(@Observes @Priority(StartOrder.CONNECTIONS) Startup event) {
    news.start();
  }

  @PreDestroy
  void atStop() {
    news.stop();
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
    news.tell(change.id());
  }

  private void forget(UUID id) {
    keys.remove(id);
    ended.fire(new ApiKeyEnded(id));
  }
}
