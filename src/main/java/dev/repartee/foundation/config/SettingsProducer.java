package dev.repartee.foundation.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** The settings of the running server, and its clock. */
@ApplicationScoped
class SettingsProducer {

  @Produces
  @Singleton
  Settings settings() {
    return new Settings(name -> ConfigProvider.getConfig().getOptionalValue(name, String.class));
  }

  /** Ticks in microseconds: what is told to a client is then what Postgres gives back later. */
  @Produces
  @Singleton
  InstantSource clock() {
    return () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
