package dev.repartee.foundation.security;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The secret everything is signed with. */
@ApplicationScoped
public class SecurityConfig implements ConfigSection {

  static final int LEAST_SECRET_BYTES = 32;
  static final int LEAST_DISTINCT_CHARACTERS = 10;

  private static final System.Logger LOG = System.getLogger(SecurityConfig.class.getName());

  private final Secret jwtSecret;

  @Inject
  public SecurityConfig(Settings settings, ServerConfig server) {
    Optional<Secret> secret = settings.secret("JWT_SECRET");
    if (server.isProduction()) {
      checkStrength(settings, secret);
    } else if (secret.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "JWT_SECRET is not set: a random one is used, and sign-ins end with this process");
    }
    jwtSecret = secret.orElseGet(SecurityConfig::random);
  }

  private static void checkStrength(Settings settings, Optional<Secret> secret) {
    if (secret.isEmpty()) {
      settings.problem("JWT_SECRET", "is needed; make one with: openssl rand -base64 48");
    } else if (secret.get().bytes().length < LEAST_SECRET_BYTES
        || secret.get().reveal().chars().distinct().count() < LEAST_DISTINCT_CHARACTERS) {
      settings.problem(
          "JWT_SECRET",
          "is too weak; it needs at least " + LEAST_SECRET_BYTES + " bytes of randomness");
    }
  }

  /** The secret that signing keys are derived from. */
  public Secret jwtSecret() {
    return jwtSecret;
  }

  private static Secret random() {
    byte[] bytes = new byte[48];
    new SecureRandom().nextBytes(bytes);
    return Secret.of(Base64.getEncoder().encodeToString(bytes));
  }
}
