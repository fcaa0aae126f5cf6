package dev.repartee.foundation.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.ConfigProvider;

/** The settings of the running server, and its clock. */
@ApplicationScoped
class SettingsProducer {

  @Produces
  @Singleton
  Settings settings() {
    return new Settings(name -> ConfigProvider.getConfig().getOptionalValue(name, String.class));
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }
}
