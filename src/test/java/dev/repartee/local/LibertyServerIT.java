package dev.repartee.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LibertyServerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void runsSeveralSideBySideFromOneInstallation() {
    Map<String, String> environment = environment();
    try (LibertyServer first = start("side-by-side-1", environment);
        LibertyServer second = start("side-by-side-2", environment)) {
      first.awaitReady(PATIENCE);
      second.awaitReady(PATIENCE);

      first.freeze();
      assertFalse(first.isReady());
      first.thaw();
      first.awaitReady(PATIENCE);

      first.kill();
      assertFalse(first.isRunning());
      assertTrue(second.isReady());

      second.stop();
      assertEquals(OptionalInt.of(143), second.exitCode());
      assertTrue(
          second.lastLines().stream().anyMatch(line -> line.contains("CWWKE0036I")),
          "stopped in good order and said so");
    }
  }

  @Test
  void tellsWhyTheServerDidNotStart() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("APP_ENV", "nowhere");
    try (LibertyServer server = start("bad-configuration", environment)) {
      LocalServiceException told =
          assertThrows(LocalServiceException.class, () -> server.awaitReady(PATIENCE));
      assertEquals(OptionalInt.of(78), server.exitCode());
      assertTrue(told.toString().contains("APP_ENV"), told.toString());
    }
  }

  @Test
  void tellsAtOnceThatTheApplicationDoesNotStart() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.computeIfPresent("DATABASE_URL", (name, url) -> url + "_that_is_not_there");
    try (LibertyServer server = start("no-database", environment)) {
      LocalServiceException told =
          assertThrows(LocalServiceException.class, () -> server.awaitReady(PATIENCE));
      assertTrue(told.toString().contains("does not start"), told.toString());
    }
  }

  private static Map<String, String> environment() {
    LocalServices services = LocalServices.forTests();
    Map<String, String> variables = new HashMap<>(services.environment());
    variables.put("DATABASE_URL", services.newDatabase("template0"));
    return variables;
  }

  private static LibertyServer start(String name, Map<String, String> environment) {
    return LibertyServer.start(LibertyOptions.ofProduct(name, environment), line -> {});
  }
}
