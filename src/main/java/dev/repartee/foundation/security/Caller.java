package dev.repartee.foundation.security;

import java.security.Principal;
import java.util.UUID;

/** The authenticated member behind a request or a socket, and by what they are known. */
public record Caller(UUID userId, UUID workspaceId, Role role, Credential credential)
    implements Principal {

  /** A member with an access token of their own. */
  public Caller(UUID userId, UUID workspaceId, Role role) {
    this(userId, workspaceId, role, Credential.ACCESS_TOKEN);
  }

  @Override
  public String getName() {
    return userId.toString();
  }
}
