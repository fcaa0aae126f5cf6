package dev.repartee.account.identity;

import dev.repartee.account.identity.OneTimeToken.Purpose;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are sent to people and work once: 256 random bits, of which a keyed hash is kept.
 * Everything here is part of the caller's transaction.
 */
@AcrossWorkspaces
@ApplicationScoped
public class OneTimeTokens {

  private static final int BYTES = 32;
  private static final int LONGEST = 128;
  private static final String FIELDS =
      "id, purpose, user_id, email, subject_id, password_hash, expires_at";

  private final Sql sql;
  private final InstantSource clock;
  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  @Inject
  OneTimeTokens(DataSource dataSource, InstantSource clock, SigningKeys keys) {
    this.sql = new Sql(dataSource);
    this.clock = clock;
    this.key = keys.forPurpose("one-time-token");
  }

  /** A token for somebody who has an account. Earlier ones stay good. */
  @Transactional
  public Secret forUser(Purpose purpose, UUID user, String email, Duration lifetime) {
    return make(purpose, user, email, null, null, lifetime);
  }

  /** A token that confirms an account opened with a password, which holds from then on. */
  @Transactional
  Secret forRegistration(UUID user, String email, String passwordHash, Duration lifetime) {
    return make(Purpose.VERIFY_EMAIL, user, email, null, passwordHash, lifetime);
  }

  /**
   * A token for whoever has an address.
   *
   * @param subject what it is about; see {@link #end}
   */
  @Transactional
  public Secret forAddress(Purpose purpose, String email, UUID subject, Duration lifetime) {
    return make(purpose, null, email, subject, null, lifetime);
  }

  private Secret make(
      Purpose purpose,
      @Nullable UUID user,
      String email,
      @Nullable UUID subject,
      @Nullable String passwordHash,
      Duration lifetime) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    sql.change(
        "INSERT INTO one_time_token"
            + " (id, purpose, user_id, email, subject_id, password_hash, token_hash, created_at,"
            + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        Ids.next(),
        purpose.name(),
        user,
        email,
        subject,
        passwordHash,
        hash(purpose, token),
        now,
        now.plus(lifetime));
    return Secret.of(token);
  }

  /** What a token stands for, without using it; empty when it is not good, or no longer. */
  @Transactional
  public Optional<OneTimeToken> find(Purpose purpose, String token) {
    if (isNone(token)) {
      return Optional.empty();
    }
    return sql
        .rows(
            "SELECT "
                + FIELDS
                + " FROM one_time_token"
                + " WHERE token_hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?",
            OneTimeTokens::read,
            hash(purpose, token),
            purpose.name(),
            clock.instant())
        .stream()
        .findFirst();
  }

  /**
   * Uses a token. Of any number of attempts at once one gets it; if its transaction is rolled back,
   * the token was not used.
   *
   * @throws Problem with {@link ProblemType#LINK_NOT_VALID} when it is not good, or no longer
   */
  @Transactional
  public OneTimeToken use(Purpose purpose, String token) {
    Instant now = clock.instant();
    List<OneTimeToken> used =
        isNone(token)
            ? List.of()
            : sql.rows(
                "UPDATE one_time_token SET used_at = ?"
                    + " WHERE token_hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?"
                    + " RETURNING "
                    + FIELDS,
                OneTimeTokens::read,
                now,
                hash(purpose, token),
                purpose.name(),
                now);
    return used.stream().findFirst().orElseThrow(OneTimeTokens::notValid);
  }

  /** What anybody is told about a token that is not good. */
  public static Problem notValid() {
    return new Problem(
        ProblemType.LINK_NOT_VALID, "It was used before, has expired, or is not whole.");
  }

  /** Makes every token for a purpose that a user still has good for nothing. */
  @Transactional
  public void endOf(UUID user, Purpose purpose) {
    sql.change(
        "UPDATE one_time_token SET used_at = ?"
            + " WHERE user_id = ? AND purpose = ? AND used_at IS NULL",
        clock.instant(),
        user,
        purpose.name());
  }

  /** Makes every token about a subject good for nothing. */
  @Transactional
  public void end(Purpose purpose, UUID subject) {
    sql.change(
        "UPDATE one_time_token SET used_at = ?"
            + " WHERE subject_id = ? AND purpose = ? AND used_at IS NULL",
        clock.instant(),
        subject,
        purpose.name());
  }

  /** How many were made for a user and a purpose within a time that ends now. */
  long made(UUID user, Purpose purpose, Duration within) {
    return sql.rows(
            "SELECT count(*) FROM one_time_token"
                + " WHERE user_id = ? AND purpose = ? AND created_at > ?",
            row -> row.getLong(1),
            user,
            purpose.name(),
            clock.instant().minus(within))
        .get(0);
  }

  private static boolean isNone(String token) {
    return token.isBlank() || token.length() > LONGEST;
  }

  private String hash(Purpose purpose, String token) {
    byte[] message = (purpose.name() + ":" + token).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(SigningKeys.sign(key, message));
  }

  private static OneTimeToken read(ResultSet row) throws SQLException {
    return new OneTimeToken(
        row.getObject("id", UUID.class),
        Purpose.valueOf(row.getString("purpose")),
        row.getObject("user_id", UUID.class),
        row.getString("email"),
        row.getObject("subject_id", UUID.class),
        row.getString("password_hash"),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}
