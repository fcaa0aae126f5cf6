package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

  /** How often queues are counted; this reads the whole table. */
  static final Duration COUNT_INTERVAL = Duration.ofSeconds(15);

  private final SweepStore store;
  private final FigureStore figures;
  private final Dispatcher dispatcher;
  private final Runner runner;
  private final Handlers handlers;
  private final JobConfig config;
  private final JobMeter meter;
  private final InstantSource clock;
  private final Map<String, SweepStore.Mark> offeredUpTo = new HashMap<>();
  private Instant countedAt = Instant.EPOCH;

  @Inject
  Sweeper(
      DataSource dataSource,
      Dispatcher dispatcher,
      Runner runner,
      Handlers handlers,
      JobConfig config,
      JobMeter meter,
      InstantSource clock) {
    this.store = new SweepStore(dataSource);
    this.figures = new FigureStore(dataSource);
    this.dispatcher = dispatcher;
    this.runner = runner;
    this.handlers = handlers;
    this.config = config;
    this.meter = meter;
    this.clock = clock;
  }

  synchronized void sweep() {
    Instant now = clock.instant();
    if (Duration.between(countedAt, now).abs().compareTo(COUNT_INTERVAL) >= 0) {
      count(now);
      countedAt = now;
    }
    if (dispatcher.claimSweep(config.sweepInterval().multipliedBy(3).dividedBy(4))) {
      recover(now);
      offerDue(now);
    }
  }

  /** Counts for the gauges; a queue that has more ready jobs than ids in Redis is offered anew. */
  private void count(Instant now) {
    Map<String, QueueFigures> counted = new HashMap<>();
    handlers.queues().forEach(queue -> counted.put(queue, QueueFigures.none(queue)));
    figures.count(now).forEach(queue -> counted.put(queue.queue(), queue));
    for (QueueFigures queue : counted.values()) {
      meter.counted(queue);
      OptionalInt waiting = dispatcher.waiting(queue.queue());
      if (waiting.isPresent() && waiting.getAsInt() < queue.ready()) {
        offeredUpTo.remove(queue.queue());
      }
    }
  }

  private void recover(Instant now) {
    Map<String, List<SweepStore.Ready>> expired =
        store.expire(now).stream().collect(Collectors.groupingBy(SweepStore.Ready::queue));
    expired.forEach(
        (queue, jobs) -> {
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} jobs of queue {1} lost their worker and are ready again",
              jobs.size(),
              queue);
          dispatcher.push(queue, jobs.stream().map(SweepStore.Ready::id).toList());
        });
    for (Lease lease : store.takeOverExhausted(now, now.plus(config.lease()))) {
      try {
        runner.bury(lease, "The worker did not come back from the last attempt");
      } catch (RuntimeException e) { // one that can not be buried must not keep the others
        LOG.log(
            System.Logger.Level.WARNING, "Job " + lease.id() + " could not be buried; later", e);
      }
    }
  }

  /**
   * Offers what became due since the last sweep. When no id waits in Redis, everything due is
   * offered: workers would be idle otherwise, so what is ready there has been forgotten.
   */
  private void offerDue(Instant now) {
    List<SweepStore.Mark> marks = new ArrayList<>();
    for (String queue : handlers.queues()) {
      OptionalInt waiting = dispatcher.waiting(queue);
      if (waiting.isEmpty()) {
        return; // Redis is away, and workers ask Postgres themselves
      }
      SweepStore.Mark start = SweepStore.Mark.start(queue);
      marks.add(waiting.getAsInt() == 0 ? start : offeredUpTo.getOrDefault(queue, start));
    }
    Map<String, List<SweepStore.Mark>> due =
        store.due(marks, now, BATCH).stream()
            .collect(Collectors.groupingBy(SweepStore.Mark::queue));
    for (String queue : handlers.queues()) {
      List<SweepStore.Mark> jobs = due.getOrDefault(queue, List.of());
      if (jobs.isEmpty()
          || dispatcher.push(queue, jobs.stream().map(SweepStore.Mark::id).toList())) {
        boolean more = jobs.size() == BATCH;
        offeredUpTo.put(queue, more ? jobs.get(BATCH - 1) : SweepStore.Mark.end(queue, now));
      }
    }
  }
}
