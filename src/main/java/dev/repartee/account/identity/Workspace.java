package dev.repartee.account.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** The tenant: everything that belongs to someone belongs to a workspace. */
@Entity
class Workspace {

  @Id private UUID id;
  private String name;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  @Version private long version;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Workspace() {}

  Workspace(UUID id, String name, Instant now) {
    this.id = id;
    this.name = name;
    this.createdAt = now;
    this.updatedAt = now;
  }

  void rename(String name, Instant now) {
    this.name = name;
    this.updatedAt = now;
  }

  UUID id() {
    return id;
  }

  String name() {
    return name;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant updatedAt() {
    return updatedAt;
  }

  long version() {
    return version;
  }
}
