package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.security.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens: 256 random bits, of which only a keyed hash is kept. Every use replaces the
 * token. A token that comes a second time is a stolen one, or its owner's after a theft, so its
 * whole family is revoked (OAuth 2.0 Security BCP, RFC 9700 section 4.14.2).
 *
 * <p>For {@code REFRESH_TOKEN_GRACE} after its first use a token may be used again and yields a
 * sibling: two tabs that wake up together, or a client that lost the answer, are not thieves.
 */
@ApplicationScoped
class RefreshTokens {

  /**
   * A token as it is handed out, and who it stands for.
   *
   * @param device its family
   * @param endsAt when the family ends, however much it is used
   */
  record Issued(
      String token,
      UUID userId,
      UUID workspaceId,
      UUID device,
      Duration lifetime,
      @Nullable Instant endsAt) {}

  private static final UUID NONE = new UUID(0, 0);
  private static final int BYTES = 32;
  private static final int LONGEST = 128;

  private final RefreshTokenRepository tokens;
  private final IdentityConfig config;
  private final InstantSource clock;
  private final Audit audit;
  private final Event<KnownMembers.Changed> changed;
  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  @Inject
  RefreshTokens(
      RefreshTokenRepository tokens,
      IdentityConfig config,
      InstantSource clock,
      SigningKeys keys,
      Audit audit,
      Event<KnownMembers.Changed> changed) {
    this.tokens = tokens;
    this.config = config;
    this.clock = clock;
    this.audit = audit;
    this.changed = changed;
    this.key = keys.forPurpose("refresh-token");
  }

  /**
   * Begins a family. Runs in the caller's transaction.
   *
   * @param remember whether it goes on for as long as it is used
   */
  Issued begin(UUID userId, UUID workspaceId, boolean remember) {
    UUID id = Ids.next();
    Instant now = clock.instant();
    @Nullable Instant endsAt = config.longestSignIn(remember).map(now::plus).orElse(null);
    return issue(id, id, userId, workspaceId, SignIn.fromHere(now, endsAt));
  }

  /** Replaces a token; empty when it is not good, after revoking its family if it was reused. */
  Optional<Issued> rotate(String token) {
    Optional<RefreshToken> found = find(token);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    RefreshToken current = found.get();
    Instant now = clock.instant();
    boolean first = tokens.claim(current.id(), now) == 1;
    // Asked after the claim has locked the row: a revocation is then either seen here, or it waits
    // for this transaction and marks this row, which revokes the successor with it.
    if (tokens.countRevoked(current.family()) > 0 || !current.expiresAt().isAfter(now)) {
      return Optional.empty();
    }
    if (!first && !withinGrace(token, now)) {
      tokens.revoke(current.family(), now);
      changed.fire(new KnownMembers.Changed(current.userId()));
      record("auth.refresh_reused", current);
      return Optional.empty();
    }
    return Optional.of(
        issue(
            Ids.next(),
            current.family(),
            current.userId(),
            current.workspaceId(),
            SignIn.fromHere(current.signedInAt(), current.endsAt())));
  }

  /** The same token, for another workspace of the same user. */
  Issued move(Issued issued, UUID workspaceId) {
    if (tokens.move(hash(key, issued.token()), workspaceId) != 1) {
      throw new IllegalStateException("The token that was just issued is gone");
    }
    return new Issued(
        issued.token(),
        issued.userId(),
        workspaceId,
        issued.device(),
        issued.lifetime(),
        issued.endsAt());
  }

  /** Ends the family of a token; a token that is not known ends nothing. */
  void end(String token) {
    find(token)
        .ifPresent(
            known -> {
              if (tokens.revoke(known.family(), clock.instant()) > 0) {
                changed.fire(new KnownMembers.Changed(known.userId()));
                record("auth.signed_out", known);
              }
            });
  }

  /**
   * Ends every family of a user, and their access tokens with them. One that is being rotated ends
   * with the token it replaces.
   *
   * @param kept the one that goes on, if any
   */
  void endAllBut(UUID userId, Optional<UUID> kept) {
    tokens.revokeOthers(userId, kept.orElse(NONE), clock.instant());
    changed.fire(new KnownMembers.Changed(userId));
  }

  private void record(String action, RefreshToken token) {
    audit.record(
        Act.of(action).in(token.workspaceId()).by(token.userId()).on("session", token.family()));
  }

  private boolean withinGrace(String token, Instant now) {
    @Nullable Instant used = find(token).map(RefreshToken::usedAt).orElse(null);
    return used != null && used.plus(config.refreshGrace()).isAfter(now);
  }

  private Issued issue(UUID id, UUID family, UUID userId, UUID workspaceId, SignIn signIn) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    @Nullable Instant endsAt = signIn.endsAt();
    Instant expiresAt = now.plus(config.refreshTokenLifetime());
    if (endsAt != null && endsAt.isBefore(expiresAt)) {
      expiresAt = endsAt;
    }
    RefreshToken row =
        new RefreshToken(id, family, userId, workspaceId, hash(key, token), now, expiresAt);
    row.of(signIn);
    tokens.insert(row);
    return new Issued(token, userId, workspaceId, family, Duration.between(now, expiresAt), endsAt);
  }

  private Optional<RefreshToken> find(String token) {
    return isOne(token) ? tokens.byHash(hash(key, token)) : Optional.empty();
  }

  /** Whether it can be a token by its form. */
  static boolean isOne(String token) {
    return !token.isBlank() && token.length() <= LONGEST;
  }

  static String hash(SecretKey key, String token) {
    return HexFormat.of().formatHex(SigningKeys.sign(key, token.getBytes(StandardCharsets.UTF_8)));
  }
}
