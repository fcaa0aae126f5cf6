package dev.repartee.operate.health;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What alerts need and neither the server nor another room tells. */
@ApplicationScoped
class OperationMetrics {

  private static final int DEFAULT_POOL = 25; // as liberty/server.xml has it
  private static final int LARGEST_POOL = 10_000;

  private final MetricRegistry registry;
  private final Checkup checkup;
  private final Figures figures;
  private final int poolSize;

  @Inject
  OperationMetrics(MetricRegistry registry, Checkup checkup, Figures figures, Settings settings) {
    this.registry = registry;
    this.checkup = checkup;
    this.figures = figures;
    this.poolSize = settings.number("DATABASE_POOL_SIZE", DEFAULT_POOL, 1, LARGEST_POOL);
  }

  void atStart(@Observes @Priority(StartOrder.JOBS) Startup event) {
    for (Part part : Part.values()) {
      registry.gauge(
          "repartee_part_up",
          () -> checkup.of(part).up() ? 1 : 0,
          new Tag("part", part.wireName()));
    }
    registry.gauge("repartee_pool_size", () -> poolSize);
    registry.gauge("repartee_pool_in_use", this::inUse);
  }

  private long inUse() {
    HealthAnswer.PoolAnswer pool = figures.pool();
    return pool == null ? 0 : pool.inUse();
  }
}
