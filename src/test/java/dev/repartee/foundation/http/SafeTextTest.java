package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"a\":\"plain\"}",
        "{\"a\":\"\\\\u0000 is written out\"}",
        "{\"a\":\"\\\\\\\\u0000\"}",
        "{\"a\":\"\\ud83d\\ude00\"}",
        "{\"a\":\"\\u00e4\\n\"}",
        "{\"a\":\"😀\"}",
        "{\"a\":\"\\u12\"}",
        "\\"
      })
  void takesWhatCanBeStored(String json) {
    assertDoesNotThrow(() -> SafeText.checkJson(json.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"x\\\\\\u0000\"}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\ude00\"}",
        "{\"a\":\"\\ud83dx\\ude00\"}",
        "{\"a\":\"\\ud83d\\ud83d\"}",
        "{\"a\":\"\\uD83D\\n\"}"
      })
  void refusesNulAndHalvesOfPairs(String json) {
    Problem problem =
        assertThrows(
            Problem.class, () -> SafeText.checkJson(json.getBytes(StandardCharsets.UTF_8)));
    assertEquals(ProblemType.MALFORMED_BODY, problem.type());
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] surrogateInBytes = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
    byte[] overlong = {'"', (byte) 0xC0, (byte) 0x80, '"'};
    byte[] cut = {'"', (byte) 0xE2, (byte) 0x82};
    assertThrows(Problem.class, () -> SafeText.checkJson(surrogateInBytes));
    assertThrows(Problem.class, () -> SafeText.checkJson(overlong));
    assertThrows(Problem.class, () -> SafeText.checkJson(cut));
  }

  @Test
  void judgesPercentEncodedText() {
    assertTrue(SafeText.isSafeEncoded("a=b&c=%C3%A4"));
    assertTrue(SafeText.isSafeEncoded("name=100%25"));
    assertFalse(SafeText.isSafeEncoded("a=%00"));
    assertFalse(SafeText.isSafeEncoded("a=%ff"));
    assertFalse(SafeText.isSafeEncoded("a=%4"));
    assertFalse(SafeText.isSafeEncoded("a=%zz"));
  }
}
