package dev.repartee.foundation.config;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Reads every configuration class before anything else starts. If one is wrong, all problems are
 * reported in one message and the process ends with {@value #EX_CONFIG} (sysexits.h), unless the
 * server belongs to somebody else: then only the application refuses to start.
 */
@ApplicationScoped
class ConfigCheck {

  static final int EX_CONFIG = 78;

  private static final System.Logger LOG = System.getLogger(ConfigCheck.class.getName());

  private final Settings settings;
  private final Instance<ConfigSection> sections;

  @Inject
  ConfigCheck(Settings settings, @Any Instance<ConfigSection> sections) {
    this.settings = settings;
    this.sections = sections;
  }

  void check(@Observes @Priority(StartOrder.CONFIG) Startup event) {
    sections.forEach(ConfigSection::load);
    List<String> problems = settings.problems();
    if (problems.isEmpty()) {
      return;
    }
    String message = "The configuration is not usable:\n  - " + String.join("\n  - ", problems);
    LOG.log(System.Logger.Level.ERROR, message);
    if (Boolean.getBoolean("repartee.exit.on.bad.config")) {
      Runtime.getRuntime().halt(EX_CONFIG);
    }
    throw new IllegalStateException(message);
  }
}
