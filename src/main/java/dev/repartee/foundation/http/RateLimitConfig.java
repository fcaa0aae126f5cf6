package dev.repartee.foundation.http;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;

/** How many calls are too many. */
@ApplicationScoped
public class RateLimitConfig implements ConfigSection {

  private static final int MOST = 1_000_000;

  private final boolean enabled;
  private final Map<RateLimit, Integer> limits = new EnumMap<>(RateLimit.class);

  @Inject
  public RateLimitConfig(Settings settings) {
    enabled = settings.flag("RATE_LIMIT_ENABLED", true);
    for (RateLimit rule : RateLimit.values()) {
      limits.put(rule, settings.number(rule.variable(), rule.fallback(), 1, MOST));
    }
  }

  boolean enabled() {
    return enabled;
  }

  int limit(RateLimit rule) {
    return limits.getOrDefault(rule, rule.fallback());
  }
}
