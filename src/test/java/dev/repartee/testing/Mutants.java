package dev.repartee.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Makes texts that are nearly what somebody signed: cut, longer, with other bits, letters, parts or
 * encodings. Never the text itself. {@code -Dfuzz.seed=N} makes other ones.
 */
public final class Mutants {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int WAYS = 10;

  private final long seed = Long.getLong("fuzz.seed", 4);
  private final Random random = new Random(seed);

  /**
   * A mutant of a text.
   *
   * @param other one that is as good, of which a mutant may have a part
   */
  public String of(String text, String other) {
    while (true) {
      String mutant = changed(text, other);
      if (!mutant.equals(text) && !mutant.equals(other)) {
        return mutant;
      }
    }
  }

  private String changed(String text, String other) {
    int at = random.nextInt(text.length());
    int to = at + random.nextInt(text.length() - at);
    return switch (random.nextInt(WAYS)) {
      case 0 -> text.substring(0, at) + letter() + text.substring(at + 1);
      case 1 ->
          text.substring(0, at)
              + (char) (text.charAt(at) ^ 1 << random.nextInt(7))
              + text.substring(at + 1);
      case 2 -> text.substring(0, at);
      case 3 -> text.substring(at);
      case 4 -> text + letter();
      case 5 -> text.substring(0, at) + letter() + text.substring(at);
      case 6 -> text.substring(0, at) + text.substring(to);
      case 7 -> text.substring(0, at) + other.substring(Math.min(at, other.length()));
      case 8 -> spliced(text, other);
      default -> reencoded(text, at);
    };
  }

  private String letter() {
    return String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
  }

  /** One part of another text in the place of this one's; parts are what dots are between. */
  private String spliced(String text, String other) {
    String[] parts = text.split("\\.", -1);
    String[] others = other.split("\\.", -1);
    int part = random.nextInt(parts.length);
    parts[part] = others[Math.min(part, others.length - 1)];
    return String.join(".", parts);
  }

  /** One part decoded, one of its bits changed, and encoded; or a sign more that says nothing. */
  private String reencoded(String text, int at) {
    String[] parts = text.split("\\.", -1);
    int part = random.nextInt(parts.length);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        parts[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return String.join(".", parts);
      }
    } catch (IllegalArgumentException e) {
      // Not encoded at all: then the other way.
    }
    String sign = List.of("=", " ", "\n", "+", "/", "%", "\0", "ä").get(random.nextInt(8));
    return text.substring(0, at) + sign + text.substring(at);
  }

  /** Prints how many there were, and fails when one was taken. */
  public void report(String what, int tried, List<String> taken) {
    Counted.say("Seed %d: %d mutants of %s: %d taken", seed, tried, what, taken.size());
    assertEquals(List.of(), taken);
  }

  /** The same for texts that were thought of, by what is wrong with them. */
  public static void noneIsTaken(
      String what, Map<String, String> wrong, Predicate<String> isTaken) {
    List<String> taken =
        wrong.entrySet().stream()
            .filter(one -> isTaken.test(one.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    Counted.say("%d %s: %d taken", wrong.size(), what, taken.size());
    assertEquals(List.of(), taken);
  }
}
