package dev.repartee.account.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.security.ActingFor;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scope;
import dev.repartee.foundation.security.SecurityConfig;
import dev.repartee.foundation.security.SigningKeys;
import dev.repartee.testing.Counted;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeySchemeTest {

  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
  private static final int MUTANTS = 120_000;

  private final Settings settings =
      Settings.of(Map.of("JWT_SECRET", "for-tests-only-".repeat(3), "APP_ENV", "production"));
  private final KeyHashes hashes =
      new KeyHashes(
          new SigningKeys(new SecurityConfig(settings, new ServerConfig(settings))),
          new ServerConfig(settings));
  private final UUID id = UUID.randomUUID();
  private final String text = hashes.make(id);
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private ApiKey key = key(hashes.hash(text), null, null);
  private Optional<Role> role = Optional.of(Role.MEMBER);
  private int asked;
  private final ApiKeyScheme scheme =
      new ApiKeyScheme(hashes, this::find, (user, workspace) -> role, (used, at) -> {}, () -> now);

  @Test
  void aKeyIsItsMakersWithItsScopes() {
    Caller caller = verify(text).orElseThrow();

    assertEquals(key.userId(), caller.userId());
    assertEquals(key.workspaceId(), caller.workspaceId());
    assertEquals(Role.MEMBER, caller.role());
    assertEquals(Set.of(Scope.SESSIONS_READ), caller.credential().scopes());
  }

  @Test
  void aKeyOfAnOwnerIsNoOwner() {
    role = Optional.of(Role.OWNER);

    assertEquals(Role.ADMIN, verify(text).orElseThrow().role());
  }

  @Test
  void aKeyOfSomebodyWhoLeftOpensNothing() {
    role = Optional.empty();

    assertEquals(Optional.empty(), verify(text));
  }

  @Test
  void anExpiredKeyOpensNothing() {
    key = key(hashes.hash(text), null, now.plusSeconds(1));
    assertTrue(verify(text).isPresent());

    now = now.plusSeconds(1);
    assertEquals(Optional.empty(), verify(text));
  }

  @Test
  void theSecretBeforeARotationIsGoodUntilTheOverlapEnds() {
    String fresh = hashes.make(id);
    key =
        key(
            hashes.hash(fresh),
            new ApiKey.Previous(hashes.hash(text), now.plus(Duration.ofHours(1))),
            null);
    assertTrue(verify(fresh).isPresent());
    assertTrue(verify(text).isPresent());

    now = now.plus(Duration.ofHours(1));
    assertTrue(verify(fresh).isPresent());
    assertEquals(Optional.empty(), verify(text));
  }

  @Test
  void aKeyOfATestServerIsRefusedInProduction() {
    String test = KeyText.make(KeyText.TEST, id, new SecureRandom());
    key = key(hashes.hash(test), null, null);

    assertEquals(Optional.empty(), verify(test));
    assertEquals(0, asked);
  }

  @Test
  void everyTypoOfOneLetterIsRefusedWithoutAskingTheDatabase() {
    int typos = 0;
    List<String> accepted = new ArrayList<>();
    for (int at = 0; at < text.length(); at++) {
      for (int letter = 0; letter < LETTERS.length(); letter++) {
        String typo = text.substring(0, at) + LETTERS.charAt(letter) + text.substring(at + 1);
        if (!typo.equals(text)) {
          typos++;
          if (verify(typo).isPresent()) {
            accepted.add(typo);
          }
        }
      }
    }
    Counted.say(
        "%d typos of one letter: %d accepted, %d reached the store", typos, accepted.size(), asked);
    assertEquals(List.of(), accepted);
    assertTrue(typos > 4_000);
    assertEquals(0, asked);
  }

  @Test
  void noMutantIsAccepted() {
    long seed = 20_300_101;
    Random random = new Random(seed);
    int tried = 0;
    int mended = 0;
    List<String> accepted = new ArrayList<>();
    while (tried < MUTANTS) {
      StringBuilder mutant = new StringBuilder(text);
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        mutate(mutant, random);
      }
      if (random.nextBoolean() && mutant.length() > 6) { // an attacker knows the checksum
        mutant.setLength(mutant.length() - 6);
        mutant.append(KeyText.check(mutant));
        mended++;
      }
      String shown = mutant.toString();
      if (!shown.equals(text)) {
        tried++;
        if (verify(shown).isPresent()) {
          accepted.add(shown);
        }
      }
    }
    Counted.say(
        "%d mutants of a key (seed %d, %d with a right checksum): %d accepted, %d reached the"
            + " store",
        tried, seed, mended, accepted.size(), asked);
    assertEquals(List.of(), accepted);
    assertTrue(asked > 1_000, "some were stopped by the hash alone");
  }

  private static void mutate(StringBuilder text, Random random) {
    int at = random.nextInt(Math.max(1, text.length()));
    char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
    switch (random.nextInt(6)) {
      case 0 -> text.deleteCharAt(Math.min(at, text.length() - 1)).append(letter);
      case 1 -> text.insert(at, letter);
      case 2 -> text.setLength(Math.max(10, at));
      case 3 -> {
        char other = text.charAt(at);
        int with = random.nextInt(text.length());
        text.setCharAt(at, text.charAt(with));
        text.setCharAt(with, other);
      }
      case 4 -> text.setCharAt(at, (char) (text.charAt(at) ^ 0x20));
      default -> text.setCharAt(at, letter);
    }
  }

  private Optional<Caller> verify(String token) {
    return scheme.verify(token, ActingFor.NOBODY);
  }

  private Optional<ApiKey> find(UUID wanted) {
    asked++;
    return wanted.equals(id) ? Optional.of(key) : Optional.empty();
  }

  private ApiKey key(String hash, ApiKey.@Nullable Previous previous, @Nullable Instant expiresAt) {
    return new ApiKey(
        id,
        new UUID(1, 1),
        new UUID(1, 2),
        "Import",
        Set.of(Scope.SESSIONS_READ),
        hash,
        previous,
        now,
        null,
        expiresAt,
        null,
        0);
  }
}
