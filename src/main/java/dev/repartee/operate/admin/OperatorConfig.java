package dev.repartee.operate.admin;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Whose members operate this installation. */
@ApplicationScoped
class OperatorConfig implements ConfigSection {

  private final Optional<UUID> workspace;

  @Inject
  OperatorConfig(Settings settings) {
    workspace = settings.id("OPERATOR_WORKSPACE");
  }

  /** The workspace whose owners and admins may look after the whole installation. */
  Optional<UUID> workspace() {
    return workspace;
  }
}
