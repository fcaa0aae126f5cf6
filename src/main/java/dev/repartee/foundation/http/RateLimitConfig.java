package dev.repartee.foundation.http;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How many calls are too many. */
@ApplicationScoped
public class RateLimitConfig implements ConfigSection {

  private static final int MOST = 1_000_000;

  private final boolean enabled;
  private final Blocking blocking;
  private final Map<RateLimit, Integer> limits = new EnumMap<>(RateLimit.class);

  @Inject
  public RateLimitConfig(Settings settings) {
    enabled = settings.flag("RATE_LIMIT_ENABLED", true);
    int after = settings.number("RATE_LIMIT_BLOCK_AFTER", 100, 0, MOST);
    Duration first =
        settings.duration(
            "RATE_LIMIT_BLOCK", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofDays(1));
    Duration longest =
        settings.duration(
            "RATE_LIMIT_BLOCK_MAX", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(1));
    if (longest.compareTo(first) < 0) {
      settings.problem("RATE_LIMIT_BLOCK_MAX", "must not be less than RATE_LIMIT_BLOCK");
    }
    blocking = new Blocking(after, first, longest);
    for (RateLimit rule : RateLimit.values()) {
      limits.put(rule, settings.number(rule.variable(), rule.fallback(), 1, MOST));
    }
  }

  boolean enabled() {
    return enabled;
  }

  Blocking blocking() {
    return blocking;
  }

  int limit(RateLimit rule) {
    return limits.getOrDefault(rule, rule.fallback());
  }
}
