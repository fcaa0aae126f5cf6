package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.security.SecurityConfig;
import dev.repartee.foundation.security.SigningKeys;
import dev.repartee.testing.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Cursors that somebody has worked on: none is taken. {@code -Dfuzz.seed=N} makes other ones. */
class CursorMutationTest {

  private static final long SEED = Long.getLong("fuzz.seed", 4);
  private static final int MUTANTS = 120_000;
  private static final String LIST = "sessions:ann";

  private final Cursors cursors = cursors();
  private final Random random = new Random(SEED);

  @Test
  void noMutantIsTaken() {
    List<String> taken = new ArrayList<>();
    int tried = 0;
    while (tried < MUTANTS) {
      List<String> position = List.of("2026-01-01T00:00:00." + random.nextInt(1_000) + "Z", "id");
      String cursor = cursors.seal(LIST, position);
      assertTrue(isTaken(LIST, cursor), "the cursor itself is good");
      for (int i = 0; i < 100; i++) {
        String mutant = mutant(cursor);
        if (Arrays.equals(bytes(mutant), bytes(cursor))) {
          continue; // says the same, byte for byte
        }
        tried++;
        if (isTaken(LIST, mutant)) {
          taken.add(mutant);
        }
      }
      tried++;
      if (isTaken("sessions:bob", cursor)) {
        taken.add(cursor);
      }
    }
    Counted.say("Seed %d: %d mutants of cursors: %d taken", SEED, tried, taken.size());
    assertEquals(List.of(), taken);
  }

  private String mutant(String cursor) {
    byte[] sealed = Base64.getUrlDecoder().decode(cursor);
    int at = random.nextInt(sealed.length);
    byte[] changed =
        switch (random.nextInt(8)) {
          case 0 -> flipped(sealed, at);
          case 1 -> flipped(flipped(sealed, at), random.nextInt(sealed.length));
          case 2 -> Arrays.copyOf(sealed, at); // shortened
          case 3 -> Arrays.copyOf(sealed, sealed.length + 1 + random.nextInt(20)); // longer by NUL
          case 4 -> Arrays.copyOfRange(sealed, at, sealed.length); // without its beginning
          case 5 -> swapped(sealed, at);
          case 6 -> spliced(sealed);
          default -> sealed;
        };
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
    if (changed != sealed) {
      return text;
    }
    int place = random.nextInt(text.length());
    char c = (char) (0x20 + random.nextInt(0x5f));
    return text.substring(0, place) + c + text.substring(place + random.nextInt(2));
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private byte[] swapped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    int other = random.nextInt(bytes.length);
    copy[at] = bytes[other];
    copy[other] = bytes[at];
    return copy;
  }

  /** The signature of another cursor before the position of this one. */
  private byte[] spliced(byte[] bytes) {
    byte[] other =
        Base64.getUrlDecoder().decode(cursors.seal(LIST, List.of("other", "" + random.nextInt())));
    byte[] copy = bytes.clone();
    System.arraycopy(other, 0, copy, 0, 16);
    return copy;
  }

  private boolean isTaken(String list, String cursor) {
    try {
      return cursors.open(list, new PageRequest(50, cursor)).isPresent();
    } catch (Problem refused) {
      assertEquals(ProblemType.VALIDATION_FAILED, refused.type());
      return false;
    }
  }

  /** What a cursor decodes to; nothing when it does not. */
  private static byte[] bytes(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Cursors cursors() {
    Settings settings =
        Settings.of(Map.of("JWT_SECRET", "a-secret-for-tests-".repeat(3), "APP_ENV", "local"));
    return new Cursors(new SigningKeys(new SecurityConfig(settings, new ServerConfig(settings))));
  }
}
