package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Redis;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RBlockingQueue;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Carries the ids of ready jobs through Redis to whoever has a free hand. An id may be lost or come
 * twice; neither does harm, because leasing decides who works and the sweeper finds what was
 * forgotten.
 */
@ApplicationScoped
class Dispatcher {

  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

  private final Redis redis;
  private final ManagedExecutorService executor;

  @Inject
  Dispatcher(Redis redis, ManagedExecutorService executor) {
    this.redis = redis;
    this.executor = executor;
  }

  /** Off the committing thread: it has its answer to give, and Redis may be slow or away. */
  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobAdded added) {
    executor.execute(() -> push(added.queue(), List.of(added.id())));
  }

  /** Offers jobs to the workers; false when Redis is away. */
  boolean push(String queue, Collection<UUID> ids) {
    try {
      queue(queue).addAll(ids.stream().map(UUID::toString).toList());
      return true;
    } catch (RedisException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis did not take ready jobs; the sweep will", e);
      return false;
    }
  }

  /**
   * Waits for a ready job and takes what else is there.
   *
   * @return up to {@code most} ids, none when the wait was in vain; empty when Redis is away
   */
  Optional<List<UUID>> take(String queue, int most, Duration wait) throws InterruptedException {
    try {
      RBlockingQueue<String> waiting = queue(queue);
      String first = waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      List<String> ids = new ArrayList<>();
      if (first != null) {
        ids.add(first);
        if (most > 1) {
          ids.addAll(waiting.poll(most - 1));
        }
      }
      return Optional.of(ids.stream().map(UUID::fromString).toList());
    } catch (RedisException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis is away; polling Postgres", e);
      return Optional.empty();
    }
  }

  /** Whether no id waits for the queue's workers, as far as one can tell. */
  boolean isEmpty(String queue) {
    try {
      return queue(queue).isEmpty();
    } catch (RedisException e) {
      return false;
    }
  }

  private RBlockingQueue<String> queue(String name) {
    return redis.client().getBlockingQueue("repartee:jobs:" + name, StringCodec.INSTANCE);
  }
}
