package dev.repartee.foundation.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

/** Chooses where errors are reported; without a DSN nothing of Sentry's is even loaded. */
@ApplicationScoped
class Reporting {

  @Produces
  @ApplicationScoped
  ErrorReports reports(SentryConfig config) {
    return config
        .dsn()
        .<ErrorReports>map(dsn -> new SentryReports(dsn, config))
        .orElse(ErrorReports.NONE);
  }

  /** Sends what waits, for two seconds at most. */
  void close(@Disposes ErrorReports reports) throws Exception {
    if (reports instanceof AutoCloseable open) {
      open.close();
    }
  }
}
