package dev.repartee.assistant.ai;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** How much of its monthly budget each provider has used, and from whom others took over. */
@ApplicationScoped
class BudgetMetrics {

  private final MetricRegistry registry;
  private final Budget budget;

  @Inject
  BudgetMetrics(MetricRegistry registry, Budget budget) {
    this.registry = registry;
    this.budget = budget;
  }

  /** All of them are there from the start: what begins at its first event hides that event. */
  void atStart(@Observes Startup event) {
    for (Provider provider : Provider.values()) {
      registry.counter(MetricsMeter.FALLBACKS, new Tag("from", provider.wireName()));
      if (provider != Provider.LOCAL) {
        registry.gauge(
            "ai_budget_used_ratio",
            () -> budget.used(provider),
            new Tag("provider", provider.wireName()));
      }
    }
  }
}
