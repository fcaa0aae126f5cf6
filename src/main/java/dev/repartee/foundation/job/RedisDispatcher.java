package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Json;
import dev.repartee.foundation.data.Redis;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RBucket;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Three Redis lists of ids per queue, one for each {@link Rank}. */
@ApplicationScoped
class RedisDispatcher implements Dispatcher {

  private static final System.Logger LOG = System.getLogger(RedisDispatcher.class.getName());

  private static final String PREFIX = "repartee:jobs:";

  private final String instance = UUID.randomUUID().toString();
  private final Redis redis;
  private final Executor executor;
  private final Queue<JobsAdded> committed = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean pushing = new AtomicBoolean();

  @Inject
  RedisDispatcher(Redis redis, @OnJobThreads ManagedExecutorService executor) {
    this(redis, (Executor) executor);
  }

  RedisDispatcher(Redis redis, Executor executor) {
    this.redis = redis;
    this.executor = executor;
  }

  /** What is taken from before what. */
  private enum Rank {
    URGENT(":urgent", 1),
    PLAIN("", 0),
    REST(":rest", -1);

    private final String suffix;
    private final int priority;

    Rank(String suffix, int priority) {
      this.suffix = suffix;
      this.priority = priority;
    }

    static Rank of(int priority) {
      return priority > 0 ? URGENT : priority == 0 ? PLAIN : REST;
    }

    String key(String queue) {
      return PREFIX + "ready:" + queue + suffix;
    }

    static String[] keys(String queue) {
      return Arrays.stream(values()).map(rank -> rank.key(queue)).toArray(String[]::new);
    }
  }

  /**
   * Off the committing thread: it has its answer to give, and Redis may be slow or away. What is
   * committed while a push is under way goes with the next one.
   */
  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobsAdded added) {
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
        List<Ready> jobs = new ArrayList<>();
        for (JobsAdded next = committed.poll(); next != null; next = committed.poll()) {
          jobs.addAll(next.jobs());
        }
        push(jobs);
      } finally {
        pushing.set(false);
      }
    } while (!committed.isEmpty() && pushing.compareAndSet(false, true));
  }

  @Override
  public boolean push(Collection<Ready> jobs) {
    Map<String, List<String>> lists = new HashMap<>();
    for (Ready job : jobs) {
      String key = Rank.of(job.priority()).key(job.queue());
      lists.computeIfAbsent(key, name -> new ArrayList<>()).add(job.id().toString());
    }
    try {
      lists.forEach((key, ids) -> list(key).addAll(ids));
      return true;
    } catch (RedisException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis did not take ready jobs; the sweep will", e);
      return false;
    }
  }

  @Override
  public Optional<List<Ready>> take(String queue, int most, Duration wait)
      throws InterruptedException {
    String[] keys = Rank.keys(queue);
    try {
      Map<String, List<String>> taken = list(keys[0]).pollFirstFromAny(wait, most, keys);
      List<Ready> jobs = new ArrayList<>();
      for (Rank rank : taken == null ? new Rank[0] : Rank.values()) {
        taken.getOrDefault(rank.key(queue), List.of()).stream()
            .distinct()
            .forEach(id -> jobs.add(new Ready(UUID.fromString(id), queue, rank.priority)));
      }
      return Optional.of(jobs);
    } catch (RedisException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis is away; Postgres is asked instead", e);
      return Optional.empty();
    }
  }

  @Override
  public OptionalInt waiting(String queue) {
    try {
      return OptionalInt.of(
          Arrays.stream(Rank.keys(queue)).mapToInt(key -> list(key).size()).sum());
    } catch (RedisException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public boolean claimSweep(Duration validity) {
    try {
      RBucket<String> claim = bucket("sweeping");
      if (claim.setIfAbsent(instance, validity)) {
        return true;
      }
      return instance.equals(claim.get()) && claim.expire(validity);
    } catch (RedisException e) {
      return true;
    }
  }

  @Override
  public void share(List<QueueFigures> figures, Duration validity) {
    try {
      bucket("figures").set(Json.write(figures), validity);
    } catch (RedisException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis is away; every instance counts for itself", e);
    }
  }

  @Override
  public List<QueueFigures> shared() {
    try {
      String json = bucket("figures").get();
      return json == null ? List.of() : List.of(Json.read(json, QueueFigures[].class));
    } catch (RedisException e) {
      return List.of();
    }
  }

  private RBucket<String> bucket(String name) {
    return redis.client().getBucket(PREFIX + name, StringCodec.INSTANCE);
  }

  private RBlockingQueue<String> list(String key) {
    return redis.client().getBlockingQueue(key, StringCodec.INSTANCE);
  }
}
