package dev.repartee.foundation.security;

import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated member behind a request or a socket.
 *
 * @param keyId the API key that was sent instead of the member's own token, if one was; its calls
 *     are counted for itself
 */
public record Caller(UUID userId, UUID workspaceId, Role role, @Nullable UUID keyId)
    implements Principal {

  public Caller(UUID userId, UUID workspaceId, Role role) {
    this(userId, workspaceId, role, null);
  }

  @Override
  public String getName() {
    return userId.toString();
  }
}
