package dev.repartee.foundation.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what the rate limits refuse, and what they cost. */
@ApplicationScoped
class RateLimitMetrics {

  private final MetricRegistry registry;

  @Inject
  RateLimitMetrics(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Notes a call refused because of this rule. */
  void refused(RateLimit rule) {
    registry.counter("repartee_rate_limit_refused_total", new Tag("rule", rule.policy())).inc();
  }

  /** Notes a call refused because its caller is blocked. */
  void blocked() {
    registry.counter("repartee_rate_limit_blocked_total").inc();
  }

  void took(Duration time) {
    registry.timer("repartee_rate_limit_time").update(time);
  }
}
