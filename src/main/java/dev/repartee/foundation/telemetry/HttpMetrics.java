package dev.repartee.foundation.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts answers by the class of their status, so that an error rate can be had. */
@ApplicationScoped
public class HttpMetrics {

  private final MetricRegistry registry;

  @Inject
  public HttpMetrics(MetricRegistry registry) {
    this.registry = registry;
    for (int status = 2; status <= 5; status++) {
      // there from the start: what begins at its first event hides that event
      registry.counter("repartee_http_responses_total", new Tag("status", status + "xx"));
    }
  }

  /** Notes one answer. */
  public void answered(int status, Duration took) {
    Tag statusClass = new Tag("status", status / 100 + "xx");
    registry.counter("repartee_http_responses_total", statusClass).inc();
    registry.timer("repartee_http_response_time", statusClass).update(took);
  }
}
