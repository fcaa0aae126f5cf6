package dev.repartee.account.identity;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** How long sign-ins last, who issues them, and how much hashing may run at once. */
@ApplicationScoped
class IdentityConfig implements ConfigSection {

  private final Duration refreshTokenLifetime;
  private final Duration refreshGrace;
  private final Duration longestSignIn;
  private final Duration longestBriefSignIn;
  private final String issuer;
  private final String audience;
  private final int concurrentHashes;

  @Inject
  IdentityConfig(Settings settings) {
    refreshTokenLifetime =
        settings.duration(
            "REFRESH_TOKEN_EXPIRES_IN",
            Duration.ofDays(30),
            Duration.ofSeconds(1),
            Duration.ofDays(365));
    refreshGrace =
        settings.duration(
            "REFRESH_TOKEN_GRACE", Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(1));
    longestSignIn =
        settings.duration("SIGN_IN_MAX_AGE", Duration.ZERO, Duration.ZERO, Duration.ofDays(3650));
    longestBriefSignIn =
        settings.duration(
            "SIGN_IN_MAX_AGE_BRIEF",
            Duration.ofDays(1),
            Duration.ofSeconds(1),
            Duration.ofDays(365));
    issuer = settings.text("JWT_ISSUER", "repartee");
    audience = settings.text("JWT_AUDIENCE", "repartee-api");
    concurrentHashes = settings.number("PASSWORD_HASH_CONCURRENCY", 4, 1, 256);
  }

  Duration refreshTokenLifetime() {
    return refreshTokenLifetime;
  }

  /** How long a used refresh token may be used once more, for two tabs that refresh at once. */
  Duration refreshGrace() {
    return refreshGrace;
  }

  /** When a sign-in ends, however much it is used; empty for never. */
  Optional<Duration> longestSignIn(boolean remember) {
    if (remember) {
      return Optional.of(longestSignIn).filter(age -> !age.isZero());
    }
    return Optional.of(
        longestSignIn.isZero() || longestBriefSignIn.compareTo(longestSignIn) < 0
            ? longestBriefSignIn
            : longestSignIn);
  }

  String issuer() {
    return issuer;
  }

  String audience() {
    return audience;
  }

  int concurrentHashes() {
    return concurrentHashes;
  }
}
