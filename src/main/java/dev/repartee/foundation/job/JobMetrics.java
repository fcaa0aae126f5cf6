package dev.repartee.foundation.job;

import dev.repartee.foundation.telemetry.ErrorReports;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.jspecify.annotations.Nullable;

/**
 * What administrators watch about queues. Gauges show what the last sweep of this instance counted.
 */
@ApplicationScoped
class JobMetrics implements JobMeter {

  private final MetricRegistry registry;
  private final Map<Kind, Timers> timers = new ConcurrentHashMap<>();
  private final Map<String, QueueFigures> figures = new ConcurrentHashMap<>();

  private final JobTraffic traffic;
  private final ErrorReports reports;

  @Inject
  JobMetrics(MetricRegistry registry, JobTraffic traffic, ErrorReports reports) {
    this.registry = registry;
    this.traffic = traffic;
    this.reports = reports;
  }

  @Override
  public void waited(Lease lease, Instant started) {
    Duration between = Duration.between(lease.readySince(), started);
    Duration wait = between.isNegative() ? Duration.ZERO : between;
    timers(lease).waiting().update(wait);
    traffic.began(lease.queue(), wait);
  }

  @Override
  public void ran(Lease lease, Duration took, Outcome outcome) {
    Timers timers = timers(lease);
    timers.running().update(took);
    timers.outcome(outcome).inc();
    reports.attempted(
        lease.traceparent(), lease.queue(), lease.type(), outcome == Outcome.COMPLETED, took);
    if (outcome == Outcome.COMPLETED || outcome == Outcome.FAILED || outcome == Outcome.TIMED_OUT) {
      traffic.ended(lease.queue(), outcome == Outcome.COMPLETED, took);
    }
  }

  private Timers timers(Lease lease) {
    return timers.computeIfAbsent(
        new Kind(lease.queue(), lease.type()),
        kind -> new Timers(registry, queue(kind.queue()), new Tag("type", kind.type())));
  }

  /** There are as many as handlers: a type that nobody takes is not run. */
  private record Kind(String queue, String type) {}

  /** What is written down at every attempt, looked up once. */
  private record Timers(
      Timer waiting,
      Timer running,
      Map<Outcome, Counter> outcomes,
      MetricRegistry registry,
      Tag queue,
      Tag type) {

    Timers(MetricRegistry registry, Tag queue, Tag type) {
      this(
          registry.timer("repartee_job_wait", queue, type),
          registry.timer("repartee_job_run", queue, type),
          new ConcurrentHashMap<>(),
          registry,
          queue,
          type);
    }

    Counter outcome(Outcome outcome) {
      return outcomes.computeIfAbsent(
          outcome,
          o ->
              registry.counter(
                  "repartee_job_attempts_total",
                  queue,
                  type,
                  new Tag("outcome", o.name().toLowerCase(Locale.ROOT))));
    }
  }

  @Override
  public void died(Lease lease, @Nullable Throwable failure) {
    registry.counter("repartee_job_died_total", queue(lease.queue())).inc();
    reports.deadJob(failure, lease.queue(), lease.type(), lease.attempt());
  }

  @Override
  public void counted(QueueFigures now) {
    boolean isNew = figures.put(now.queue(), now) == null;
    if (isNew) {
      // there from the start: what begins at its first event hides that event
      registry.counter("repartee_job_died_total", queue(now.queue()));
      gauge(now.queue(), "repartee_job_ready", QueueFigures::ready);
      gauge(now.queue(), "repartee_job_running", QueueFigures::running);
      gauge(now.queue(), "repartee_job_delayed", QueueFigures::delayed);
      gauge(now.queue(), "repartee_job_held", QueueFigures::held);
      gauge(now.queue(), "repartee_job_paused", figures -> figures.paused() ? 1 : 0);
      gauge(now.queue(), "repartee_job_dead", QueueFigures::dead);
      gauge(now.queue(), "repartee_job_oldest_seconds", f -> f.oldest().toMillis() / 1000.0);
    }
  }

  private void gauge(String queue, String name, ToDoubleFunction<QueueFigures> figure) {
    registry.gauge(
        name,
        () -> {
          QueueFigures last = figures.get(queue);
          return last == null ? 0.0 : figure.applyAsDouble(last);
        },
        queue(queue));
  }

  private static Tag queue(String name) {
    return new Tag("queue", name);
  }
}
