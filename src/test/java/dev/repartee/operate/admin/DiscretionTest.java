package dev.repartee.operate.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscretionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01a216a8-58d9-74e2-91c0-570d285626a4",
        "2026-11-26",
        "2026-11-26T07:00:00Z",
        "PT5M",
        "SCREENSHOT"
      })
  void showsWhatTellsHowAJobWorks(String text) {
    assertEquals(Map.of("it", text), Discretion.of("{\"it\":\"" + text + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Meet me at nine", "sk-abc", "ann@example.com", "screenshots/a.png", "я"})
  void tellsOnlyTheLengthOfAnyOtherText(String text) {
    String length = text.length() == 1 ? "[1 character]" : "[" + text.length() + " characters]";
    assertEquals(List.of(length), Discretion.of("[\"" + text + "\"]"));
  }

  @Test
  void keepsTheShapeAndPlainValues() {
    assertEquals(
        Map.of("a", List.of(new BigDecimal("1.5"), true), "b", Map.of("c", "[2 characters]")),
        Discretion.of("{\"a\":[1.5,true],\"b\":{\"c\":\"no\"}}"));
  }

  @Test
  void whatIsNoJsonIsHiddenToo() {
    assertEquals("[9 characters]", Discretion.of("{\"a\":oops"));
    assertNull(Discretion.of(null));
  }
}
