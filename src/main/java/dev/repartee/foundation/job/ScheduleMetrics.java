package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What administrators watch about schedules. */
@ApplicationScoped
class ScheduleMetrics implements ScheduleMeter {

  private final MetricRegistry registry;

  @Inject
  ScheduleMetrics(MetricRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void ticked(String schedule, Duration lag) {
    registry.timer("repartee_schedule_lag", tag(schedule)).update(lag);
    registry.counter("repartee_schedule_ticks_total", tag(schedule)).inc();
  }

  @Override
  public void skipped(String schedule) {
    registry.counter("repartee_schedule_skipped_total", tag(schedule)).inc();
  }

  private static Tag tag(String schedule) {
    return new Tag("schedule", schedule);
  }
}
