package dev.repartee.account.key;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * When keys were last used, written a few seconds later and once for many uses: no call waits for
 * it, and what a crash loses is a few seconds.
 */
@ApplicationScoped
class KeyUses {

  private static final int SECONDS = 5;
  private static final System.Logger LOG = System.getLogger(KeyUses.class.getName());

  private final ApiKeyStore store;
  private final Map<UUID, Instant> unwritten = new ConcurrentHashMap<>();

  @Inject
  KeyUses(ApiKeyStore store) {
    this.store = store;
  }

  void atStart(
      @Observes @Priority(StartOrder.JOBS) Startup event,
      ManagedScheduledExecutorService executor) {
    var unused = executor.scheduleWithFixedDelay(this::write, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  void note(UUID key, Instant at) {
    unwritten.put(key, at);
  }

  @PreDestroy
  void write() {
    for (Map.Entry<UUID, Instant> use : Map.copyOf(unwritten).entrySet()) {
      try {
        store.used(use.getKey(), use.getValue());
        unwritten.remove(use.getKey(), use.getValue());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "The use of a key is written later", e);
        return;
      }
    }
  }
}
