package dev.repartee.account.key;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as it is written: {@code rpt_live_} (or {@code rpt_test_} outside of production), the
 * id of its row in 32 hexadecimal digits, a secret of 32 letters and digits (190 bits), and 6 more
 * of a CRC-32 over everything before, so that a typo is refused without asking anybody. It is one
 * word to a double click, and a pattern to whoever searches files for secrets.
 */
final class KeyText {

  /** What every API key of every installation begins with. */
  static final String FAMILY = "rpt_";

  static final String LIVE = FAMILY + "live_";
  static final String TEST = FAMILY + "test_";

  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int SECRET_LETTERS = 32;
  private static final int CHECK_LETTERS = 6;
  private static final Pattern FORM =
      Pattern.compile("rpt_(?:live|test)_([0-9a-f]{32})[0-9A-Za-z]{32}([0-9A-Za-z]{6})");
  private static final int LENGTH = LIVE.length() + 32 + SECRET_LETTERS + CHECK_LETTERS;

  private KeyText() {}

  /** A new key for a row. */
  static String make(String prefix, UUID id, SecureRandom random) {
    StringBuilder text = new StringBuilder(LENGTH).append(prefix);
    text.append(id.toString().replace("-", ""));
    for (int i = 0; i < SECRET_LETTERS; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.append(check(text)).toString();
  }

  /** The id in a key of this prefix; empty when it is mistyped or none at all. */
  static Optional<UUID> id(String prefix, String text) {
    if (text.length() != LENGTH || !text.startsWith(prefix)) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()
        || !form.group(2).equals(check(text.substring(0, LENGTH - CHECK_LETTERS)))) {
      return Optional.empty();
    }
    String id = form.group(1);
    return Optional.of(
        new UUID(
            Long.parseUnsignedLong(id.substring(0, 16), 16),
            Long.parseUnsignedLong(id.substring(16), 16)));
  }

  static String check(CharSequence text) {
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    char[] letters = new char[CHECK_LETTERS];
    for (int i = CHECK_LETTERS - 1; i >= 0; i--) {
      letters[i] = LETTERS.charAt((int) (rest % LETTERS.length()));
      rest /= LETTERS.length();
    }
    return new String(letters);
  }
}
