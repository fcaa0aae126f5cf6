package dev.repartee.foundation.telemetry;

import com.ibm.websphere.logging.hpel.LogRecordContext;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives the log its fields as soon as the application starts. */
@ApplicationScoped
class LogSetup {

  private final List<LogRecordContext.Extension> constants;

  @Inject
  LogSetup(ServerConfig server) {
    constants =
        LogFields.constants(
            Map.of(
                "service",
                "repartee",
                "env",
                server.environment().name().toLowerCase(Locale.ROOT)));
  }

  void atStart(@Observes @Priority(StartOrder.CONFIG + 1) Startup event) {
    System.getLogger(LogSetup.class.getName())
        .log(
            System.Logger.Level.DEBUG,
            "{0} fields are on every line of the log",
            constants.size() + LogFields.registered());
  }
}
