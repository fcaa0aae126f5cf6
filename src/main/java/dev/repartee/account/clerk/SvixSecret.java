package dev.repartee.account.clerk;

import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.security.SigningKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What Svix, which delivers Clerk's webhooks, signs them with: HMAC-SHA256 over id, timestamp and
 * body (https://docs.svix.com/receiving/verifying-payloads/how-manual).
 */
final class SvixSecret {

  /** How far the clocks may be apart, and how late a delivery may be. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final int LEAST_BYTES = 16;
  private static final int LONGEST_ID = 120;
  private static final int MOST_SIGNATURES = 16;
  private static final Pattern TIMESTAMP = Pattern.compile("\\d{1,11}");
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e&&[^.]]{1," + LONGEST_ID + "}");

  private final SecretKey key;

  private SvixSecret(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** The secret as Clerk shows it; empty when it is none. */
  static Optional<SvixSecret> parse(Secret secret) {
    String text = secret.reveal();
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return key.length < LEAST_BYTES ? Optional.empty() : Optional.of(new SvixSecret(key));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a delivery is Clerk's and of now. While a secret is being changed there are several
   * signatures, of which one has to be right.
   */
  boolean isGood(
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signatures,
      byte[] body,
      Instant now) {
    if (id == null
        || timestamp == null
        || signatures == null
        || !ID.matcher(id).matches()
        || !TIMESTAMP.matcher(timestamp).matches()) {
      return false;
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
      return false;
    }
    byte[] right = (VERSION + sign(id, timestamp, body)).getBytes(StandardCharsets.US_ASCII);
    boolean good = false;
    for (String signature : signatures.split(" ", MOST_SIGNATURES + 1)) {
      good |= MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.UTF_8));
    }
    return good;
  }

  private String sign(String id, String timestamp, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
    signed.writeBytes(body);
    return Base64.getEncoder().encodeToString(SigningKeys.sign(key, signed.toByteArray()));
  }
}
