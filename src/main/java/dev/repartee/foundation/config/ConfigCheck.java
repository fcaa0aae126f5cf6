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
 * reported in one message, and the start is refused.
 */
@ApplicationScoped
class ConfigCheck {

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
    if (!problems.isEmpty()) {
      throw StartRefused.because(problems);
    }
  }
}
