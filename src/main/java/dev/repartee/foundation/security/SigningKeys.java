package dev.repartee.foundation.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys for HMAC-SHA256, one per purpose, derived from {@code JWT_SECRET}: a signature made for one
 * purpose is worth nothing for another.
 */
@ApplicationScoped
public class SigningKeys {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecurityConfig config;

  @Inject
  public SigningKeys(SecurityConfig config) {
    this.config = config;
  }

  /** The 256-bit key for a purpose; the same on every instance with the same secret. */
  public SecretKey forPurpose(String purpose) {
    SecretKey root = new SecretKeySpec(config.jwtSecret().bytes(), ALGORITHM);
    return new SecretKeySpec(sign(root, purpose.getBytes(StandardCharsets.UTF_8)), ALGORITHM);
  }

  /** HMAC-SHA256 (RFC 2104) of a message. */
  public static byte[] sign(SecretKey key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
