package dev.repartee.account.identity;

import dev.repartee.foundation.security.Role;
import java.time.Instant;
import java.util.UUID;

/** A place in a workspace that is kept for whoever reads the mail of an address. */
record Invitation(
    UUID id, UUID workspaceId, String email, Role role, Instant createdAt, Instant expiresAt) {}
