package dev.repartee.account.identity;

import dev.repartee.foundation.security.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Says that a device has signed in to an account before. It opens nothing: {@link Lockout} alone
 * asks for it. It names the account by a keyed hash, itself by a random number, and is signed.
 */
@ApplicationScoped
class DeviceCookies {

  static final String NAME = "known_device";
  static final Duration LIFETIME = Duration.ofDays(180);

  private static final int BYTES = 16;
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{32})\\.([0-9a-f]{32})\\.([0-9]{10,12})\\.([0-9a-f]{64})");

  private final AddressHashes hashes;
  private final InstantSource clock;
  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  @Inject
  DeviceCookies(AddressHashes hashes, InstantSource clock, SigningKeys keys) {
    this.hashes = hashes;
    this.clock = clock;
    this.key = keys.forPurpose("known-device");
  }

  /** A new one, for who has just proven to own the account. */
  String issue(String address) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String text =
        hashes.of(address)
            + "."
            + HexFormat.of().formatHex(bytes)
            + "."
            + clock.instant().plus(LIFETIME).getEpochSecond();
    return text + "." + signature(text);
  }

  /** Which device it is, if it knows this account; else nothing. */
  String device(@Nullable String cookie, String address) {
    Matcher matcher = FORM.matcher(cookie == null ? "" : cookie);
    if (!matcher.matches()) {
      return "";
    }
    String text = matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3);
    boolean good =
        MessageDigest.isEqual(ascii(matcher.group(4)), ascii(signature(text)))
            && matcher.group(1).equals(hashes.of(address))
            && Instant.ofEpochSecond(Long.parseLong(matcher.group(3))).isAfter(clock.instant());
    return good ? matcher.group(2) : "";
  }

  private String signature(String text) {
    return HexFormat.of().formatHex(SigningKeys.sign(key, ascii(text)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
