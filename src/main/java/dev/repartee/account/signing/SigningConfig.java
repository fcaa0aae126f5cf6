package dev.repartee.account.signing;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** How long access tokens live, and the keys they are signed with. */
@ApplicationScoped
public class SigningConfig implements ConfigSection {

  private final Duration tokenLifetime;
  private final Duration rotation;
  private final Duration lead;

  @Inject
  public SigningConfig(Settings settings) {
    tokenLifetime =
        settings.duration(
            "JWT_EXPIRES_IN", Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofHours(24));
    rotation =
        settings.duration(
            "SIGNING_KEY_ROTATION",
            Duration.ofDays(90),
            Duration.ofMinutes(1),
            Duration.ofDays(3650));
    lead =
        settings.duration(
            "SIGNING_KEY_LEAD", Duration.ofDays(1), Duration.ofSeconds(10), Duration.ofDays(30));
  }

  /** How long an access token is good. */
  public Duration tokenLifetime() {
    return tokenLifetime;
  }

  /** How long a key signs. */
  Duration rotation() {
    return rotation;
  }

  /** How long a key is published before it signs, for those who keep what is published. */
  Duration lead() {
    return lead;
  }
}
