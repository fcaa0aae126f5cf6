package dev.repartee.account.key;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tokens of the trusted service: the current one, and the one that will be. */
@ApplicationScoped
class InternalTokenConfig implements ConfigSection {

  static final String CURRENT = "CONSOLE_INTERNAL_TOKEN";
  static final String NEXT = "CONSOLE_INTERNAL_TOKEN_NEXT";

  private static final Pattern FORM = Pattern.compile("(?!rpt_)[A-Za-z0-9_~+/=-]{32,512}");
  private static final int LEAST_DISTINCT_CHARACTERS = 10;

  private final List<Secret> tokens;

  @Inject
  InternalTokenConfig(Settings settings) {
    Optional<Secret> current = strong(settings, CURRENT);
    Optional<Secret> next = strong(settings, NEXT);
    if (current.isEmpty() && next.isPresent() && settings.secret(CURRENT).isEmpty()) {
      settings.problem(NEXT, "needs " + CURRENT);
    }
    tokens = Stream.of(current, next).flatMap(Optional::stream).toList();
  }

  private static Optional<Secret> strong(Settings settings, String name) {
    Optional<Secret> secret = settings.secret(name);
    if (secret.isPresent() && !isStrong(secret.get().reveal())) {
      settings.problem(
          name,
          "must be 32 random letters, digits and -_~+/= or more; make one with:"
              + " openssl rand -base64 48");
      return Optional.empty();
    }
    return secret;
  }

  private static boolean isStrong(String token) {
    return FORM.matcher(token).matches()
        && token.chars().distinct().count() >= LEAST_DISTINCT_CHARACTERS;
  }

  /** Every token that is good; none when no service is trusted. */
  List<Secret> tokens() {
    return tokens;
  }
}
