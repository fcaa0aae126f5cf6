package dev.repartee.foundation.telemetry;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Whether errors are reported to Sentry, as whose, and how many traces. */
@ApplicationScoped
public class SentryConfig implements ConfigSection {

  private final Optional<String> dsn;
  private final double tracesSampleRate;
  private final String environment;
  private final Optional<String> release;

  @Inject
  public SentryConfig(Settings settings, ServerConfig server) {
    dsn =
        settings.optional(
            "SENTRY_DSN",
            SentryConfig::checked,
            "the address Sentry gives a project: https://key@host/number");
    tracesSampleRate =
        settings.parsed("SENTRY_TRACES_SAMPLE_RATE", 0.0, SentryConfig::rate, "from 0 to 1");
    environment =
        settings
            .text("SENTRY_ENVIRONMENT")
            .orElseGet(() -> server.environment().name().toLowerCase(Locale.ROOT));
    release = settings.text("SENTRY_RELEASE");
  }

  private static String checked(String text) {
    URI uri = URI.create(text);
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (!web || uri.getHost() == null || uri.getUserInfo() == null || !path.matches(".*/\\w+")) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static Double rate(String text) {
    double rate = Double.parseDouble(text);
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException();
    }
    return rate;
  }

  /** Where to report to; nowhere when empty. */
  Optional<String> dsn() {
    return dsn;
  }

  double tracesSampleRate() {
    return tracesSampleRate;
  }

  String environment() {
    return environment;
  }

  /** Which version this is. */
  Optional<String> release() {
    return release;
  }
}
