package dev.repartee.foundation.security;

import dev.repartee.foundation.config.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Stored credentials of workspaces, such as the token of a channel. None is opened without being
 * recorded in the audit log of its workspace: if it can not be recorded, it is not given out.
 */
@ApplicationScoped
public class Credentials {

  private final Encryption encryption;
  private final Event<Opened> opened;

  @Inject
  public Credentials(Encryption encryption, Event<Opened> opened) {
    this.encryption = encryption;
    this.opened = opened;
  }

  /**
   * Which credential.
   *
   * @param kind what it is for, such as {@code channel}; at most 40 characters
   * @param id of the row that has it
   */
  public record Which(UUID workspaceId, String kind, UUID id) {

    String identity() {
      return "credential/" + workspaceId + "/" + kind + "/" + id;
    }
  }

  /**
   * A credential was opened; observers record it before it is given out.
   *
   * @param purpose why, such as {@code send a reply}
   */
  public record Opened(Which which, String purpose) {}

  public byte[] seal(Secret secret, Which which) {
    return encryption.seal(secret.bytes(), which.identity());
  }

  /**
   * Opens a credential.
   *
   * @throws Undecipherable as {@link Encryption#open} does; that is not recorded, but counted
   */
  public Secret open(byte[] sealed, Which which, String purpose) {
    byte[] plain = encryption.open(sealed, which.identity());
    opened.fire(new Opened(which, purpose));
    return Secret.of(new String(plain, StandardCharsets.UTF_8));
  }

  /** As {@link Encryption#rewrap}, which nobody gets to see, and so is not recorded. */
  public byte[] rewrap(byte[] sealed, Which which) {
    return encryption.rewrap(sealed, which.identity());
  }
}
