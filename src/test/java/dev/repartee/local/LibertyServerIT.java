package dev.repartee.local;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibertyServerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
