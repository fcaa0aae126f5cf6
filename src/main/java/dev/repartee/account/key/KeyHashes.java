package dev.repartee.account.key;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.security.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Makes keys and what is kept of them: HMAC-SHA-256 under a key of the configuration, so that a
 * stolen database tells nothing that could be tried out.
 */
@ApplicationScoped
class KeyHashes {

  private final SigningKeys keys;
  private final String prefix;
  private final SecureRandom random = new SecureRandom();

  @Inject
  KeyHashes(SigningKeys keys, ServerConfig server) {
    this.keys = keys;
    this.prefix = server.isProduction() ? KeyText.LIVE : KeyText.TEST;
  }

  /** What keys of this installation begin with. */
  String prefix() {
    return prefix;
  }

  String make(UUID id) {
    return KeyText.make(prefix, id, random);
  }

  String hash(String text) {
    return HexFormat.of()
        .formatHex(
            SigningKeys.sign(keys.forPurpose("api-key"), text.getBytes(StandardCharsets.UTF_8)));
  }
}
