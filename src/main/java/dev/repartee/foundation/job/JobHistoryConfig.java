package dev.repartee.foundation.job;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** How long is remembered what jobs have done. */
@ApplicationScoped
class JobHistoryConfig implements ConfigSection {

  private final Duration keepDead;

  @Inject
  JobHistoryConfig(Settings settings) {
    keepDead =
        settings.duration(
            "JOB_KEEP_DEAD", Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(3650));
  }

  /** How long jobs are kept that failed for good. */
  Duration keepDead() {
    return keepDead;
  }
}
