package dev.repartee.foundation.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses text that could not be stored and given back: bytes that are not UTF-8, NUL (Postgres has
 * no room for it), and halves of surrogate pairs.
 */
final class SafeText {

  private static final int ESCAPE_LENGTH = 6;

  private SafeText() {}

  /**
   * Checks a JSON text without parsing it.
   *
   * @throws Problem with {@link ProblemType#MALFORMED_BODY}
   */
  static void checkJson(byte[] json) {
    @Nullable String text = decode(json);
    if (text == null) {
      throw new Problem(ProblemType.MALFORMED_BODY, "The body is not UTF-8.");
    }
    int at = text.indexOf('\\');
    while (at >= 0 && at + 1 < text.length()) {
      if (text.charAt(at + 1) != 'u') {
        at = text.indexOf('\\', at + 2);
        continue;
      }
      at = text.indexOf('\\', at + checkedEscape(text, at));
    }
  }

  /** Whether percent-encoded text decodes to UTF-8 without NUL. */
  static boolean isSafeEncoded(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded.indexOf('\0') < 0;
    }
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '%') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int code = hex(encoded, i + 1, 2);
      if (code <= 0) {
        return false;
      }
      bytes.write(code);
      i += 2;
    }
    return decode(bytes.toByteArray()) != null;
  }

  /** The length of the escape (or pair of them) that begins here. */
  private static int checkedEscape(String text, int at) {
    int unit = hex(text, at + 2, 4);
    if (unit < 0) {
      return 2; // not an escape at all: the JSON parser says so
    }
    if (unit == 0) {
      throw new Problem(ProblemType.MALFORMED_BODY, "Text must not contain NUL.");
    }
    char c = (char) unit;
    if (!Character.isSurrogate(c)) {
      return ESCAPE_LENGTH;
    }
    boolean paired =
        Character.isHighSurrogate(c)
            && text.startsWith("\\u", at + ESCAPE_LENGTH)
            && Character.isLowSurrogate((char) Math.max(0, hex(text, at + ESCAPE_LENGTH + 2, 4)));
    if (!paired) {
      throw new Problem(ProblemType.MALFORMED_BODY, "Text must not contain half a character.");
    }
    return 2 * ESCAPE_LENGTH;
  }

  private static int hex(String text, int from, int digits) {
    if (from + digits > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static @Nullable String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null; // the caller says what that means
    }
  }
}
