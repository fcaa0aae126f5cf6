package dev.repartee.operate.health;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** How an instance takes its leave. */
@ApplicationScoped
class DrainConfig implements ConfigSection {

  private final Duration delay;

  @Inject
  DrainConfig(Settings settings) {
    delay =
        settings.duration("DRAIN_DELAY", Duration.ofSeconds(1), Duration.ZERO, Duration.ofHours(1));
  }

  /**
   * How long an instance that was told to stop goes on answering, but says that it is not ready.
   */
  Duration delay() {
    return delay;
  }
}
