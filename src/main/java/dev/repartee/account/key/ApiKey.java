package dev.repartee.account.key;

import dev.repartee.foundation.security.Credential;
import dev.repartee.foundation.security.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is kept: without its secret.
 *
 * @param userId the member it acts for, who made or last rotated it
 * @param secretHash the keyed hash of the key's whole text
 * @param previous the secret before the last rotation, while it is still good
 */
record ApiKey(
    UUID id,
    UUID workspaceId,
    UUID userId,
    String name,
    Set<Scope> scopes,
    String secretHash,
    @Nullable Previous previous,
    Instant createdAt,
    @Nullable Instant rotatedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    long version) {

  /** The hash of a secret that was replaced, and until when it will do. */
  record Previous(String hash, Instant until) {}

  boolean hasExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }

  /** Whether a hash is that of a good secret of this key; takes as long for every hash. */
  boolean isOpenedBy(String hash, Instant now) {
    boolean current = same(hash, secretHash);
    boolean before = previous != null & same(hash, previous == null ? secretHash : previous.hash());
    return !hasExpired(now)
        && (current || (before && previous != null && previous.until().isAfter(now)));
  }

  Credential credential() {
    return Credential.apiKey(id, scopes);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
