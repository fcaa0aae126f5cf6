package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Finds what nobody would find otherwise: jobs whose worker is gone, jobs that have become due, and
 * jobs that Redis forgot. One instance sweeps at a time, by a claim in Redis; two at once do no
 * harm, because every step is fenced in Postgres.
 */
@ApplicationScoped
class Sweeper {

  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

  /** How many due jobs of a queue one sweep offers. */
  static final int BATCH = 5_000;

  /** Finding the silent ones may read much of a long table; this part of the time goes to it. */
  private static final int RECOVERY_SHARE = 20;

  /** How often, and how much at a time, is forgotten what has had its time. */
  private static final Duration PURGE_INTERVAL = Duration.ofSeconds(30);

  private static final int PURGED = 5_000;

  private final SweepStore store;
  private final Dispatcher dispatcher;
  private final Runner runner;
  private final Handlers handlers;
  private final JobConfig config;
  private final QueueCounter counter;
  private final Map<String, SweepStore.Mark> offeredUpTo = new HashMap<>();
  private long purgeAt = System.nanoTime();
  private long recoverAt = System.nanoTime();

  @Inject
  Sweeper(
      DataSource dataSource,
      Dispatcher dispatcher,
      Runner runner,
      Handlers handlers,
      JobConfig config,
      QueueCounter counter) {
    this.store = new SweepStore(dataSource);
    this.dispatcher = dispatcher;
    this.runner = runner;
    this.handlers = handlers;
    this.config = config;
    this.counter = counter;
  }

  synchronized void sweep() {
    boolean mine = dispatcher.claimSweep(config.sweepInterval().multipliedBy(3));
    counter.forgotten(mine).forEach(offeredUpTo::remove);
    if (mine) {
      recover();
      offerDue();
      purge();
    }
  }

  private void purge() {
    if (System.nanoTime() - purgeAt >= 0) {
      store.purge(PURGED);
      purgeAt = System.nanoTime() + PURGE_INTERVAL.toNanos();
    }
  }

  private void recover() {
    long begin = System.nanoTime();
    if (begin - recoverAt < 0) {
      return;
    }
    List<Ready> expired = store.expire();
    if (!expired.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} jobs lost their worker and are ready again",
          expired.size());
      dispatcher.push(expired);
    }
    for (Lease lease : store.takeOverExhausted(config.lease())) {
      try {
        runner.buryLost(lease, "The worker did not come back from the last attempt");
      } catch (RuntimeException e) { // one that can not be buried must not keep the others
        LOG.log(
            System.Logger.Level.WARNING, "Job " + lease.id() + " could not be buried; later", e);
      }
    }
    long end = System.nanoTime();
    recoverAt = end + (end - begin) * RECOVERY_SHARE;
  }

  /**
   * Offers what became due since the last sweep. When no id waits in Redis, everything due is
   * offered: workers would be idle otherwise, so what is ready there has been forgotten.
   */
  private void offerDue() {
    List<SweepStore.Mark> marks = new ArrayList<>();
    for (String queue : handlers.queues()) {
      OptionalInt waiting = dispatcher.waiting(queue);
      if (waiting.isEmpty()) {
        return; // Redis is away, and workers ask Postgres themselves
      }
      SweepStore.Mark start = SweepStore.Mark.start(queue);
      marks.add(waiting.getAsInt() == 0 ? start : offeredUpTo.getOrDefault(queue, start));
    }
    store.due(marks, BATCH).stream()
        .collect(Collectors.groupingBy(SweepStore.Mark::queue))
        .forEach(this::offer);
  }

  private void offer(String queue, List<SweepStore.Mark> due) {
    if (dispatcher.push(due.stream().map(SweepStore.Mark::ready).toList())) {
      offeredUpTo.put(queue, due.get(due.size() - 1));
    }
  }
}
