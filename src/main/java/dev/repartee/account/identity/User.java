package dev.repartee.account.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person with an account. */
@Entity
@Table(name = "app_user")
class User {

  @Id private UUID id;
  private String email;
  private @Nullable String name;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  @Column(name = "email_verified_at")
  private @Nullable Instant emailVerifiedAt;

  private boolean unconfirmed;

  @Version private long version;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected User() {}

  User(UUID id, String email, @Nullable String name, String passwordHash, Instant now) {
    this.id = id;
    this.email = email;
    this.name = name;
    this.passwordHash = passwordHash;
    this.createdAt = now;
    this.updatedAt = now;
  }

  void rename(@Nullable String name, Instant now) {
    this.name = name;
    this.updatedAt = now;
  }

  /** Whoever has the account has been seen to read the mail of its address. */
  void verify(Instant now) {
    this.unconfirmed = false;
    if (emailVerifiedAt == null) {
      this.emailVerifiedAt = now;
      this.updatedAt = now;
    }
  }

  /** Nobody can use the account before its address is confirmed; it is nobody's yet. */
  void awaitConfirmation() {
    this.unconfirmed = true;
  }

  void changePassword(String hash, Instant now) {
    this.passwordHash = hash;
    this.updatedAt = now;
  }

  UUID id() {
    return id;
  }

  String email() {
    return email;
  }

  @Nullable String name() {
    return name;
  }

  String passwordHash() {
    return passwordHash;
  }

  boolean isVerified() {
    return emailVerifiedAt != null;
  }

  boolean isUnconfirmed() {
    return unconfirmed;
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
