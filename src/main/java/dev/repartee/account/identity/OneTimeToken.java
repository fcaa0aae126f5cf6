package dev.repartee.account.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a token that works once stands for.
 *
 * @param userId whose it is, when they have an account
 * @param email the address it was sent to, when that is what it proves
 * @param subjectId what it is about, such as an invitation
 * @param passwordHash of the registration that it confirms
 */
public record OneTimeToken(
    UUID id,
    Purpose purpose,
    @Nullable UUID userId,
    @Nullable String email,
    @Nullable UUID subjectId,
    @Nullable String passwordHash,
    Instant expiresAt) {

  /** What a token is good for; for nothing else. */
  public enum Purpose {
    VERIFY_EMAIL,
    RESET_PASSWORD,
    INVITATION
  }
}
