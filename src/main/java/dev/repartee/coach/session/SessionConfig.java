package dev.repartee.coach.session;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** How long sessions are kept. */
@ApplicationScoped
class SessionConfig implements ConfigSection {

  private final Duration keepDeleted;

  @Inject
  SessionConfig(Settings settings) {
    keepDeleted =
        settings.duration(
            "SESSION_KEEP_DELETED",
            Duration.ofDays(30),
            Duration.ofHours(1),
            Duration.ofDays(3650));
  }

  /** How long a session stays in the trash. */
  Duration keepDeleted() {
    return keepDeleted;
  }
}
