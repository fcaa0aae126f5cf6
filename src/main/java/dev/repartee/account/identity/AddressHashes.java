package dev.repartee.account.identity;

import dev.repartee.foundation.security.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.SecretKey;

/** Stands for an e-mail address where it need not be known, such as in Redis. */
@ApplicationScoped
class AddressHashes {

  private static final int BYTES = 16;

  private final SecretKey key;

  @Inject
  AddressHashes(SigningKeys keys) {
    key = keys.forPurpose("address");
  }

  /** The same for the same address; who does not have the key can not find the address. */
  String of(String address) {
    byte[] hash = SigningKeys.sign(key, normalize(address).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }

  /** An address as it is stored, however it was written. */
  static String normalize(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
