package dev.repartee.foundation.data;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** How patient a start is with services that are not there yet. */
@ApplicationScoped
public class StartConfig implements ConfigSection {

  private final Duration timeout;

  @Inject
  public StartConfig(Settings settings) {
    timeout =
        settings.duration(
            "STARTUP_TIMEOUT", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofHours(1));
  }

  /** How long to wait for Postgres before the process gives up. */
  public Duration timeout() {
    return timeout;
  }
}
