package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** Counts the queues for the gauges: the instance that sweeps does, and the others learn of it. */
@ApplicationScoped
class QueueCounter {

  static final Duration INTERVAL = Duration.ofSeconds(15);

  private final FigureStore store;
  private final Dispatcher dispatcher;
  private final Handlers handlers;
  private final JobMeter meter;
  private final InstantSource clock;
  private Instant countedAt = Instant.EPOCH;

  @Inject
  QueueCounter(
      DataSource dataSource,
      Dispatcher dispatcher,
      Handlers handlers,
      JobMeter meter,
      InstantSource clock) {
    this.store = new FigureStore(dataSource);
    this.dispatcher = dispatcher;
    this.handlers = handlers;
    this.meter = meter;
    this.clock = clock;
  }

  /**
   * Counts, if it is time.
   *
   * @param sweeping whether this instance is the one to count
   * @return the queues that have more ready jobs than ids in Redis, where some have been forgotten
   */
  synchronized List<String> forgotten(boolean sweeping) {
    Instant now = clock.instant();
    if (Duration.between(countedAt, now).abs().compareTo(INTERVAL) < 0) {
      return List.of();
    }
    List<String> forgotten = new ArrayList<>();
    List<QueueFigures> figures = dispatcher.shared();
    if (figures.isEmpty()) {
      if (!sweeping) {
        return forgotten;
      }
      figures = store.count(handlers.queues());
      dispatcher.share(figures, INTERVAL);
      figures.stream().filter(this::someForgotten).map(QueueFigures::queue).forEach(forgotten::add);
    }
    figures.forEach(meter::counted);
    countedAt = now;
    return forgotten;
  }

  /** An estimate must be far off to count: everything would be offered twice. */
  private boolean someForgotten(QueueFigures queue) {
    OptionalInt waiting = dispatcher.waiting(queue.queue());
    long expected =
        queue.ready() + queue.running() > FigureStore.BOUND ? queue.ready() / 2 : queue.ready();
    return waiting.isPresent() && waiting.getAsInt() < expected;
  }
}
