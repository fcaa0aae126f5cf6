package dev.repartee.assistant.ai;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/** The metrics of this room, for {@code /metrics}. */
@ApplicationScoped
class MetricsMeter implements Meter {

  private static final Metadata CALLS =
      metadata("ai_call", "How long calls of AI providers take", MetricUnits.SECONDS);
  private static final Metadata FAILURES =
      metadata("ai_failures", "Calls of AI providers that failed, by kind", MetricUnits.NONE);
  static final Metadata FALLBACKS =
      metadata(
          "ai_fallbacks",
          "How often the next provider of the strategy was asked instead",
          MetricUnits.NONE);
  private static final Metadata TOKENS =
      metadata("ai_tokens", "Tokens read and written by AI providers", MetricUnits.NONE);
  private static final Metadata COST =
      metadata("ai_cost_micro_usd", "Cost in millionths of a US dollar", MetricUnits.NONE);
  private static final Metadata BREAKERS =
      metadata("ai_breaker_state", "0 is closed, 1 is half open, 2 is open", MetricUnits.NONE);

  private final MetricRegistry registry;
  private final AiConfig config;
  private final Breakers breakers;

  @Inject
  MetricsMeter(MetricRegistry registry, AiConfig config, Breakers breakers) {
    this.registry = registry;
    this.config = config;
    this.breakers = breakers;
  }

  void atStart(@Observes Startup event) {
    for (Provider provider : Provider.values()) {
      if (config.endpoint(provider).isPresent()) {
        registry.gauge(BREAKERS, () -> breakers.state(provider).figure(), tag(provider));
      }
    }
  }

  @Override
  public void called(UsageRow row) {
    Tag provider = tag(row.provider());
    Tag purpose = new Tag("purpose", row.purpose().wireName());
    registry.timer(CALLS, provider, purpose).update(row.latency());
    if (!row.outcome().equals(Bookkeeper.OK)) {
      registry.counter(FAILURES, provider, new Tag("kind", row.outcome())).inc();
    }
    registry.counter(TOKENS, provider, new Tag("direction", "input")).inc(row.inputTokens());
    registry.counter(TOKENS, provider, new Tag("direction", "output")).inc(row.outputTokens());
    registry
        .counter(COST, provider)
        .inc(row.costUsd().multiply(BigDecimal.valueOf(1_000_000)).longValue());
  }

  @Override
  public void fellBack(Provider from) {
    registry.counter(FALLBACKS, new Tag("from", from.wireName())).inc();
  }

  private static Tag tag(Provider provider) {
    return new Tag("provider", provider.wireName());
  }

  private static Metadata metadata(String name, String description, String unit) {
    return Metadata.builder().withName(name).withDescription(description).withUnit(unit).build();
  }
}
