package dev.repartee.account.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One refresh token of a family; a family begins with a login and every use replaces the token with
 * its successor. Only the hash is kept. A family with one revoked token is revoked as a whole.
 */
@Entity
@Table(name = "refresh_token")
class RefreshToken {

  @Id private UUID id;
  private UUID family;

  @Column(name = "user_id")
  private UUID userId;

  @Column(name = "workspace_id")
  private UUID workspaceId;

  @Column(name = "token_hash")
  private String tokenHash;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "signed_in_at")
  private @Nullable Instant signedInAt;

  @Column(name = "ends_at")
  private @Nullable Instant endsAt;

  private @Nullable String address;
  private @Nullable String device;

  @Column(name = "used_at")
  private @Nullable Instant usedAt;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected RefreshToken() {}

  RefreshToken(
      UUID id,
      UUID family,
      UUID userId,
      UUID workspaceId,
      String tokenHash,
      Instant createdAt,
      Instant expiresAt) {
    this.id = id;
    this.family = family;
    this.userId = userId;
    this.workspaceId = workspaceId;
    this.tokenHash = tokenHash;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  /** Notes since when, until when at most, and where its family is signed in. */
  void of(SignIn signIn) {
    signedInAt = signIn.at();
    endsAt = signIn.endsAt();
    address = signIn.address();
    device = signIn.device();
  }

  /** When its family began; for tokens of older releases the best that is known. */
  Instant signedInAt() {
    return signedInAt == null ? createdAt : signedInAt;
  }

  /** When its family ends however much it is used. */
  @Nullable Instant endsAt() {
    return endsAt;
  }

  UUID id() {
    return id;
  }

  UUID family() {
    return family;
  }

  UUID userId() {
    return userId;
  }

  UUID workspaceId() {
    return workspaceId;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  @Nullable Instant usedAt() {
    return usedAt;
  }

  @Nullable Instant revokedAt() {
    return revokedAt;
  }
}
