package dev.repartee.account.audit;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** How long the log remembers what may be about people. */
@ApplicationScoped
class AuditConfig implements ConfigSection {

  private final Duration keepDetails;

  @Inject
  AuditConfig(Settings settings) {
    keepDetails =
        settings.duration(
            "AUDIT_KEEP_DETAILS", Duration.ofDays(400), Duration.ofDays(1), Duration.ofDays(3660));
  }

  Duration keepDetails() {
    return keepDetails;
  }
}
