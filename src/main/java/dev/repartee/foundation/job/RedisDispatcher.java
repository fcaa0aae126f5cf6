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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.redisson.api.RBlockingQueue;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** One Redis list of ids per queue. */
@ApplicationScoped
class RedisDispatcher implements Dispatcher {

  private static final System.Logger LOG = System.getLogger(RedisDispatcher.class.getName());

  private static final String PREFIX = "repartee:jobs:";

  private final Redis redis;
  private final Executor executor;
  private final Queue<JobAdded> committed = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean pushing = new AtomicBoolean();

  @Inject
  RedisDispatcher(Redis redis, @OnJobThreads ManagedExecutorService executor) {
    this(redis, (Executor) executor);
  }

  RedisDispatcher(Redis redis, Executor executor) {
    this.redis = redis;
    this.executor = executor;
  }

  /**
   * Off the committing thread: it has its answer to give, and Redis may be slow or away. What is
   * committed while a push is under way goes with the next one.
   */
  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobAdded added) {
    committed.add(added);
    if (pushing.compareAndSet(false, true)) {
      try {
        executor.execute(this::pushCommitted);
      } catch (RejectedExecutionException e) { // the server is stopping; another one sweeps
        pushing.set(false);
      }
    }
  }

  private void pushCommitted() {
    do {
      try {
        Map<String, List<UUID>> byQueue = new HashMap<>();
        for (JobAdded job = committed.poll(); job != null; job = committed.poll()) {
          byQueue.computeIfAbsent(job.queue(), queue -> new ArrayList<>()).add(job.id());
        }
        byQueue.forEach(this::push);
      } finally {
        pushing.set(false);
      }
    } while (!committed.isEmpty() && pushing.compareAndSet(false, true));
  }

  @Override
  public boolean push(String queue, Collection<UUID> ids) {
    try {
      queue(queue).addAll(ids.stream().map(UUID::toString).toList());
      return true;
    } catch (RedisException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis did not take ready jobs; the sweep will", e);
      return false;
    }
  }

  @Override
  public Optional<List<UUID>> take(String queue, int most, Duration wait)
      throws InterruptedException {
    List<String> ids = new ArrayList<>();
    try {
      RBlockingQueue<String> waiting = queue(queue);
      String first = waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        ids.add(first);
        if (most > 1) {
          ids.addAll(waiting.poll(most - 1));
        }
      }
    } catch (RedisException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis is away; Postgres is asked instead", e);
      if (ids.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(ids.stream().map(UUID::fromString).distinct().toList());
  }

  @Override
  public OptionalInt waiting(String queue) {
    try {
      return OptionalInt.of(queue(queue).size());
    } catch (RedisException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public boolean claimSweep(Duration validity) {
    try {
      return redis
          .client()
          .getBucket(PREFIX + "sweeping", StringCodec.INSTANCE)
          .setIfAbsent("", validity);
    } catch (RedisException e) {
      return true;
    }
  }

  private RBlockingQueue<String> queue(String name) {
    return redis.client().getBlockingQueue(PREFIX + "ready:" + name, StringCodec.INSTANCE);
  }
}
