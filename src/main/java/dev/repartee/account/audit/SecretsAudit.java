package dev.repartee.account.audit;

import dev.repartee.foundation.security.Credentials;
import dev.repartee.foundation.security.KeysRotated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;

/** Remembers which secrets were opened, and when the key to them changed. */
@ApplicationScoped
class SecretsAudit {

  private final Audit audit;

  @Inject
  SecretsAudit(Audit audit) {
    this.audit = audit;
  }

  void opened(@Observes Credentials.Opened event) {
    Credentials.Which which = event.which();
    audit.record(
        Act.of("credential.opened")
            .in(which.workspaceId())
            .on(which.kind(), which.id())
            .after(Map.of("purpose", event.purpose())));
  }

  void rotated(@Observes KeysRotated event) {
    audit.record(
        Act.of("encryption.key_rotated").in(Act.INSTALLATION).on("encryption_key", event.keyId()));
  }
}
