package dev.repartee.account.key;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.data.ChangeNews;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.Remembered;
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
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * API keys as they were less than {@link #MEMORY} ago. Instances tell each other over Redis what
 * has changed; an instance that is not told asks again before a second is over.
 */
@ApplicationScoped
class KnownKeys {

  static final Duration MEMORY = Duration.ofMillis(800);

  private static final String CHANNEL = "repartee:api-keys";

  /** CDI event: a key was rotated or revoked in this transaction. */
  record Changed(UUID id) {}

  private final ApiKeyStore store;
  private final Event<ApiKeyEnded> ended;
  private final ChangeNews news;
  private final Remembered<UUID, ApiKey> keys;

  @Inject
  KnownKeys(
      ApiKeyStore store,
      InstantSource clock,
      Redis redis,
      Event<ApiKeyEnded> ended,
      ManagedScheduledExecutorService executor) {
    this.store = store;
    this.ended = ended;
    this.keys = new Remembered<>(MEMORY, clock);
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
    return keys.find(id, () -> store.shown(id));
  }

  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changed change) {
    forget(change.id());
    news.tell(change.id());
  }

  private void forget(UUID id) {
    keys.forget(id::equals);
    ended.fire(new ApiKeyEnded(id));
  }
}
