package dev.repartee.account.identity;

import dev.repartee.foundation.security.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A user's place in a workspace. */
@Entity
class Membership {

  @Id private UUID id;

  @Column(name = "workspace_id")
  private UUID workspaceId;

  @Column(name = "user_id")
  private UUID userId;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "created_at")
  private Instant createdAt;

  @Version private long version;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Membership() {}

  Membership(UUID id, UUID workspaceId, UUID userId, Role role, Instant now) {
    this.id = id;
    this.workspaceId = workspaceId;
    this.userId = userId;
    this.role = role;
    this.createdAt = now;
  }

  void become(Role role) {
    this.role = role;
  }

  UUID id() {
    return id;
  }

  UUID workspaceId() {
    return workspaceId;
  }

  UUID userId() {
    return userId;
  }

  Role role() {
    return role;
  }

  Instant createdAt() {
    return createdAt;
  }

  long version() {
    return version;
  }
}
