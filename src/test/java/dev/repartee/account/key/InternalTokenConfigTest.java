package dev.repartee.account.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InternalTokenConfigTest {

  private static final String GOOD = "q8ZgW2nRk5xT0vBy7LmPc3Hd6Js9FaEu";
  private static final String OTHER = "Xq8ZgW2nRk5xT0vBy7LmPc3Hd6Js9FaE";

  @Test
  void nobodyIsTrustedWithoutAToken() {
    assertEquals(List.of(), new InternalTokenConfig(Settings.of(Map.of())).tokens());
  }

  @Test
  void theCurrentAndTheNextTokenAreGood() {
    Settings settings =
        Settings.of(Map.of("CONSOLE_INTERNAL_TOKEN", GOOD, "CONSOLE_INTERNAL_TOKEN_NEXT", OTHER));

    assertEquals(2, new InternalTokenConfig(settings).tokens().size());
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void weakTokensAreRefused() {
    for (String weak :
        List.of("short", "a".repeat(64), "rpt_" + GOOD, GOOD + " x", GOOD + ".x", GOOD + "ü")) {
      Settings settings = Settings.of(Map.of("CONSOLE_INTERNAL_TOKEN", weak));

      assertEquals(List.of(), new InternalTokenConfig(settings).tokens(), weak);
      assertEquals(1, settings.problems().size(), weak);
      assertTrue(!settings.problems().get(0).contains(weak), "it is not repeated");
    }
  }

  @Test
  void aNextTokenNeedsACurrentOne() {
    Settings settings = Settings.of(Map.of("CONSOLE_INTERNAL_TOKEN_NEXT", GOOD));

    new InternalTokenConfig(settings);

    assertEquals(1, settings.problems().size());
  }
}
