package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.security.SecurityConfig;
import dev.repartee.foundation.security.SigningKeys;
import dev.repartee.testing.Mutants;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

/** Refresh tokens that somebody has worked on: none leads to a row. */
class RefreshTokenMutationTest {

  private static final int MUTANTS = 100_000;

  private final Settings settings =
      Settings.of(Map.of("JWT_SECRET", "for-tests-only-".repeat(3), "APP_ENV", "local"));
  private final SecretKey key =
      new SigningKeys(new SecurityConfig(settings, new ServerConfig(settings)))
          .forPurpose("refresh-token");

  @Test
  void noMutantLeadsToARow() {
    String token = token(1);
    String other = token(2);
    Set<String> rows = Set.of(RefreshTokens.hash(key, token), RefreshTokens.hash(key, other));
    assertTrue(rows.contains(RefreshTokens.hash(key, token)));
    Mutants mutants = new Mutants();
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < MUTANTS; i++) {
      String mutant = mutants.of(token, other);
      if (RefreshTokens.isOne(mutant) && rows.contains(RefreshTokens.hash(key, mutant))) {
        taken.add(mutant);
      }
    }
    mutants.report("refresh tokens", MUTANTS, taken);
  }

  @Test
  void aStolenTableDoesNotTellWhatToSend() {
    String hash = RefreshTokens.hash(key, token(1));
    assertTrue(hash.matches("[0-9a-f]{64}"), hash);
    String sent = RefreshTokens.hash(key, hash);
    assertTrue(!sent.equals(hash), "the hash itself is no token");
    byte[] plain = token(1).getBytes(StandardCharsets.UTF_8);
    assertTrue(!HexFormat.of().formatHex(plain).equals(hash));
  }

  private static String token(int seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
