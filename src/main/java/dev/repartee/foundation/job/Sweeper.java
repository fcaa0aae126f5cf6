package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.redisson.api.RBucket;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Finds what nobody would find otherwise: jobs whose worker is gone, jobs that have become due, and
 * jobs that Redis forgot. One instance sweeps at a time, by a claim in Redis; two at once do no
 * harm, because every step is fenced in Postgres.
 */
@ApplicationScoped
class Sweeper {

  /** How many due jobs of a queue one sweep offers. */
  private static final int BATCH = 1000;

  /** A ready job this old that nobody took is offered again, however full the queue in Redis is. */
  private static final Duration FORGOTTEN = Duration.ofSeconds(60);

  private static final Duration FIGURES_INTERVAL = Duration.ofSeconds(10);

  private final JobStore store;
  private final Dispatcher dispatcher;
  private final Runner runner;
  private final Handlers handlers;
  private final Redis redis;
  private final JobConfig config;
  private final JobMetrics metrics;
  private final InstantSource clock;
  private final Map<String, Instant> offeredUpTo = new HashMap<>();
  private Instant countedAt = Instant.EPOCH;

  @Inject
  Sweeper(
      DataSource dataSource,
      Dispatcher dispatcher,
      Runner runner,
      Handlers handlers,
      Redis redis,
      JobConfig config,
      JobMetrics metrics,
      InstantSource clock) {
    this.store = new JobStore(dataSource);
    this.dispatcher = dispatcher;
    this.runner = runner;
    this.handlers = handlers;
    this.redis = redis;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
  }

  synchronized void sweep() {
    Instant now = clock.instant();
    if (claim()) {
      recover(now);
      for (String queue : handlers.queues()) {
        offerDue(queue, now);
      }
    }
    if (Duration.between(countedAt, now).abs().compareTo(FIGURES_INTERVAL) >= 0) {
      store.figures(now).forEach(metrics::stand);
      countedAt = now;
    }
  }

  private void recover(Instant now) {
    store.expire(now).stream()
        .collect(Collectors.groupingBy(JobStore.Ready::queue))
        .forEach(
            (queue, jobs) ->
                dispatcher.push(queue, jobs.stream().map(JobStore.Ready::id).toList()));
    for (Lease lease : store.takeOverExhausted(now, config.lease())) {
      runner.bury(lease, "The worker did not come back from the last attempt");
    }
  }

  /**
   * Offers what became due since the last sweep. When no id waits in Redis, everything due is
   * offered: workers would be idle otherwise, so what is ready there has been forgotten.
   */
  private void offerDue(String queue, Instant now) {
    Instant after =
        dispatcher.isEmpty(queue)
            ? Instant.EPOCH
            : offeredUpTo.getOrDefault(queue, now.minus(FORGOTTEN));
    offer(queue, store.due(queue, after, now, BATCH));
    offeredUpTo.put(queue, now);
  }

  private void offer(String queue, List<JobStore.Ready> jobs) {
    if (!jobs.isEmpty()) {
      dispatcher.push(queue, jobs.stream().map(JobStore.Ready::id).toList());
    }
  }

  /** Whether this instance sweeps now. Without Redis every instance does. */
  private boolean claim() {
    try {
      RBucket<String> claim =
          redis.client().getBucket("repartee:jobs:sweeping", StringCodec.INSTANCE);
      return claim.setIfAbsent("", config.sweepInterval().multipliedBy(3).dividedBy(4));
    } catch (RedisException e) {
      return true;
    }
  }
}
