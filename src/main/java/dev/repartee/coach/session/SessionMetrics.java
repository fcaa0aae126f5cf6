package dev.repartee.coach.session;

import dev.repartee.foundation.http.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What administrators watch about sessions. */
@ApplicationScoped
class SessionMetrics {

  private final MetricRegistry registry;

  @Inject
  SessionMetrics(MetricRegistry registry) {
    this.registry = registry;
  }

  void created(SessionType type) {
    registry.counter("repartee_sessions_created_total", new Tag("type", Wire.name(type))).inc();
  }

  void suggestionFromCache(boolean hit) {
    registry
        .counter("repartee_suggestion_cache_total", new Tag("result", hit ? "hit" : "miss"))
        .inc();
  }
}
