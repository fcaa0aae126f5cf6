package dev.repartee.foundation.telemetry;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** From when on a statement is slow. */
@ApplicationScoped
public class SlowQueryConfig implements ConfigSection {

  private final Duration threshold;

  @Inject
  public SlowQueryConfig(Settings settings) {
    threshold =
        settings.duration(
            "SLOW_QUERY", Duration.ofMillis(500), Duration.ofMillis(1), Duration.ofHours(1));
  }

  Duration threshold() {
    return threshold;
  }
}
