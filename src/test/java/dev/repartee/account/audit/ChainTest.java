package dev.repartee.account.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainTest {

  private static final UUID WORKSPACE = new UUID(1, 1);
  private static final UUID ID = new UUID(2, 2);
  private static final Actor ANN = Actor.user(new UUID(3, 3));
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456Z");
  private static final byte[] DIGEST = new byte[Chain.BYTES];

  @Test
  void theCanonicalFormStaysAsItIs() {
    assertEquals(
        "2324374a18e9d1ad01b245c0dc6079c080a4e81aae4389b28633fc7876b848e4",
        HexFormat.of().formatHex(Chain.hash(Chain.start(), entry("a", "b", "c"))));
  }

  @Test
  void everyFieldCounts() {
    List<Entry> entries =
        List.of(
            entry("a", "b", "c"),
            entry("x", "b", "c"),
            entry("a", "x", "c"),
            entry("a", "b", "x"),
            entry("a", null, "c"),
            entry("a", "", "c"),
            entry("ab", "", "c"),
            entry("a", "bc", ""),
            new Entry(ID, 1, ID, AT, "a", ANN, "b", "c", "r", DIGEST),
            new Entry(WORKSPACE, 2, ID, AT, "a", ANN, "b", "c", "r", DIGEST),
            new Entry(WORKSPACE, 1, WORKSPACE, AT, "a", ANN, "b", "c", "r", DIGEST),
            new Entry(WORKSPACE, 1, ID, AT.plusNanos(1000), "a", ANN, "b", "c", "r", DIGEST),
            new Entry(WORKSPACE, 1, ID, AT, "a", Actor.SYSTEM, "b", "c", "r", DIGEST),
            new Entry(WORKSPACE, 1, ID, AT, "a", Actor.user(ID), "b", "c", "r", DIGEST),
            new Entry(
                WORKSPACE, 1, ID, AT, "a", Actor.apiKey(new UUID(3, 3)), "b", "c", "r", DIGEST),
            new Entry(WORKSPACE, 1, ID, AT, "a", ANN, "b", "c", null, DIGEST),
            new Entry(WORKSPACE, 1, ID, AT, "a", ANN, "b", "c", "r", new byte[] {1}));
    Set<String> hashes = new TreeSet<>();
    for (Entry entry : entries) {
      hashes.add(HexFormat.of().formatHex(Chain.hash(Chain.start(), entry)));
    }
    byte[] other = Chain.start();
    other[0] = 1;
    hashes.add(HexFormat.of().formatHex(Chain.hash(other, entries.get(0))));
    assertEquals(entries.size() + 1, hashes.size());
  }

  @Test
  void theSaltCounts() {
    assertFalse(
        Arrays.equals(Chain.digest(new byte[] {1}, "{}"), Chain.digest(new byte[] {2}, "{}")));
  }

  private static Entry entry(String action, @Nullable String type, String id) {
    return new Entry(WORKSPACE, 1, ID, AT, action, ANN, type, id, "r", DIGEST);
  }
}
