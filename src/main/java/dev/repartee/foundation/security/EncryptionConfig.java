package dev.repartee.foundation.security;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The keys that secrets at rest are sealed with. */
@ApplicationScoped
public class EncryptionConfig implements ConfigSection {

  static final String KEY = "ENCRYPTION_KEY";
  static final String PREVIOUS_KEY = "ENCRYPTION_KEY_PREVIOUS";

  private static final System.Logger LOG = System.getLogger(EncryptionConfig.class.getName());

  private final EncryptionKey current;
  private final Optional<EncryptionKey> previous;

  @Inject
  public EncryptionConfig(Settings settings, ServerConfig server) {
    boolean isSet = settings.secret(KEY).isPresent();
    Optional<EncryptionKey> given = key(settings, KEY);
    previous = key(settings, PREVIOUS_KEY);
    if (!isSet && (server.isProduction() || previous.isPresent())) {
      settings.problem(KEY, "is needed; make one with: openssl rand -base64 32");
    } else if (!isSet) {
      LOG.log(
          System.Logger.Level.WARNING,
          "ENCRYPTION_KEY is not set: secrets are sealed with a key that everybody knows");
    }
    current = given.orElseGet(() -> EncryptionKey.derivedFrom("a local server"));
    if (previous.map(EncryptionKey::id).filter(current::hasId).isPresent()) {
      settings.problem(PREVIOUS_KEY, "is the same key as ENCRYPTION_KEY");
    }
  }

  private static Optional<EncryptionKey> key(Settings settings, String name) {
    return settings
        .secret(name)
        .flatMap(
            secret -> {
              try {
                return Optional.of(EncryptionKey.parse(secret.reveal()));
              } catch (IllegalArgumentException e) {
                settings.problem(
                    name,
                    "must be 32 random bytes in Base64; make them with: openssl rand -base64 32");
                return Optional.empty();
              }
            });
  }

  /** What is sealed from now on is sealed under this one. */
  EncryptionKey current() {
    return current;
  }

  /** What was sealed under this one can still be opened. */
  Optional<EncryptionKey> previous() {
    return previous;
  }
}
