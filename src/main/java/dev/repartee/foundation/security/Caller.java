package dev.repartee.foundation.security;

import java.security.Principal;
import java.util.UUID;

/** The authenticated member behind a request or a socket. */
public record Caller(UUID userId, UUID workspaceId, Role role) implements Principal {

  @Override
  public String getName() {
    return userId.toString();
  }
}
