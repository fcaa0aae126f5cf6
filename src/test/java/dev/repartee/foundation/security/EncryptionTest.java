package dev.repartee.foundation.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.Counted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncryptionTest {

  private static final String ONE = EncryptionConfigTest.ONE;
  private static final String OTHER = EncryptionConfigTest.OTHER;
  private static final String ROW = "endpoint/0197a3f2-6a3b-7c1d-9f00-5d1f0a2b3c4d";
  private static final byte[] SECRET = "whsec_7Yt0n5Qk".getBytes(StandardCharsets.UTF_8);
  private static final int MUTANTS = 120_000;

  private final List<Undecipherable.Reason> failures = new ArrayList<>();
  private final Encryption encryption = of(Map.of("ENCRYPTION_KEY", ONE));

  @Test
  void whatIsSealedIsOpenedAgain() {
    for (int size : new int[] {0, 1, 15, 16, 17, 1000, 70_000}) {
      byte[] plain = new byte[size];
      new Random(size).nextBytes(plain);
      byte[] sealed = encryption.seal(plain, ROW);
      assertEquals(size + 97, sealed.length);
      assertArrayEquals(plain, encryption.open(sealed, ROW));
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void theSameIsNeverSealedTheSameWayTwice() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      byte[] sealed = encryption.seal(SECRET, ROW);
      assertFalse(text(sealed).contains(text(SECRET)), "it is there to be read");
      Envelope parts = Envelope.read(sealed);
      assertTrue(seen.add(Arrays.toString(parts.wrappedKey())), "a data key is used twice");
      assertTrue(seen.add(Arrays.toString(parts.text())), "a nonce is used twice");
    }
  }

  @Test
  void onAnotherRowItCanNotBeOpened() {
    byte[] sealed = encryption.seal(SECRET, ROW);
    for (String elsewhere :
        List.of("", ROW + " ", "endpoint/", ROW.replace('4', '5'), "\0" + ROW)) {
      assertEquals(
          Undecipherable.Reason.NOT_AUTHENTIC, refused(encryption, sealed, elsewhere), elsewhere);
    }
    assertEquals(5, failures.size());
  }

  @Test
  void theDataKeyOfOneRowOpensNothingOfAnother() {
    Envelope mine = Envelope.read(encryption.seal(SECRET, ROW));
    Envelope yours = Envelope.read(encryption.seal(SECRET, "endpoint/another"));
    Envelope mixed = new Envelope(mine.keyId(), yours.wrappedKey(), mine.text());
    assertEquals(Undecipherable.Reason.NOT_AUTHENTIC, refused(encryption, mixed.write(), ROW));
  }

  @Test
  void anotherKeyDoesNotOpenItAndSaysWhy() {
    byte[] sealed = encryption.seal(SECRET, ROW);
    Encryption stranger = of(Map.of("ENCRYPTION_KEY", OTHER));
    assertEquals(Undecipherable.Reason.UNKNOWN_KEY, refused(stranger, sealed, ROW));
    assertEquals(List.of(Undecipherable.Reason.UNKNOWN_KEY), failures);
  }

  @Test
  void theKeyBeforeStillOpensAndIsRewrappedWithoutTouchingTheText() {
    byte[] old = encryption.seal(SECRET, ROW);
    Encryption rotated = of(Map.of("ENCRYPTION_KEY", OTHER, "ENCRYPTION_KEY_PREVIOUS", ONE));
    assertArrayEquals(SECRET, rotated.open(old, ROW));
    assertFalse(rotated.isCurrent(old));

    byte[] fresh = rotated.rewrap(old, ROW);
    assertTrue(rotated.isCurrent(fresh));
    assertArrayEquals(Envelope.read(old).text(), Envelope.read(fresh).text());
    assertArrayEquals(SECRET, of(Map.of("ENCRYPTION_KEY", OTHER)).open(fresh, ROW));
    assertEquals(Undecipherable.Reason.UNKNOWN_KEY, refused(encryption, fresh, ROW));
    assertTrue(rotated.isCurrent(rotated.seal(SECRET, ROW)));
  }

  @Test
  void whatWasTamperedWithIsNotRewrapped() {
    byte[] old = encryption.seal(SECRET, ROW);
    Encryption rotated = of(Map.of("ENCRYPTION_KEY", OTHER, "ENCRYPTION_KEY_PREVIOUS", ONE));
    old[old.length - 1] ^= 1;
    assertThrows(Undecipherable.class, () -> rotated.rewrap(old, ROW));
    assertThrows(Undecipherable.class, () -> rotated.rewrap(new byte[5], ROW));
  }

  @Test
  void aFailureTellsNeitherTheTextNorTheIdentity() {
    byte[] sealed = encryption.seal(SECRET, ROW);
    Undecipherable told =
        assertThrows(Undecipherable.class, () -> encryption.open(sealed, "endpoint/x"));
    assertEquals("A sealed value can not be opened: not_authentic", told.getMessage());
    assertEquals(null, told.getCause());
  }

  /** No change of a sealed value is overlooked, whatever it is. */
  @Test
  void noMutantIsOpened() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<Undecipherable.Reason, Integer> refused = new EnumMap<>(Undecipherable.Reason.class);
    byte[] other = encryption.seal("another".getBytes(StandardCharsets.UTF_8), "endpoint/other");
    int done = 0;
    while (done < MUTANTS) {
      byte[] plain = new byte[random.nextInt(64)];
      random.nextBytes(plain);
      byte[] sealed = encryption.seal(plain, ROW);
      for (int i = 0; i < 400; i++) {
        byte[] mutant = mutant(sealed, other, i, random);
        if (!Arrays.equals(mutant, sealed)) {
          refused.merge(refused(encryption, mutant, ROW), 1, Integer::sum);
          done++;
        }
      }
    }
    Counted.say("Seed %d: %d mutants of a sealed value were refused: %s", seed, done, refused);
    assertEquals(done, refused.values().stream().mapToInt(Integer::intValue).sum());
    assertEquals(3, refused.size(), "each way to fail was met");
  }

  private static byte[] mutant(byte[] sealed, byte[] other, int number, Random random) {
    byte[] mutant = sealed.clone();
    int at = random.nextInt(sealed.length);
    switch (number % 6) {
      case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> mutant[at] = (byte) random.nextInt(256);
      case 2 -> mutant = Arrays.copyOf(sealed, at);
      case 3 -> mutant = Arrays.copyOf(sealed, sealed.length + 1 + random.nextInt(40));
      case 4 -> System.arraycopy(other, at % other.length, mutant, at % other.length, 1);
      default -> {
        int from = random.nextInt(sealed.length);
        int length = Math.min(sealed.length - Math.max(at, from), 1 + random.nextInt(32));
        System.arraycopy(sealed, from, mutant, at, length);
      }
    }
    return mutant;
  }

  private static Undecipherable.Reason refused(Encryption encryption, byte[] sealed, String row) {
    return assertThrows(Undecipherable.class, () -> encryption.open(sealed, row)).reason();
  }

  private Encryption of(Map<String, String> variables) {
    return new Encryption(EncryptionConfigTest.config(variables), failures::add);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
