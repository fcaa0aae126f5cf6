package dev.repartee.foundation.security;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.StartRefused;
import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServiceException;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.TestDatabase;
import jakarta.enterprise.event.Startup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class EncryptionCanaryIT {

  private static final String ONE = EncryptionConfigTest.ONE;
  private static final String OTHER = EncryptionConfigTest.OTHER;
  private static final int EX_CONFIG = 78;

  private final String url = TestDatabase.migrated();
  private final PGSimpleDataSource database = TestDatabase.at(url);

  @Test
  void aStartWithoutTheKeyOfTheDatabaseIsRefused() throws Exception {
    start(Map.of("ENCRYPTION_KEY", ONE));
    assertDoesNotThrow(() -> start(Map.of("ENCRYPTION_KEY", ONE)), "restarted");
    assertDoesNotThrow(
        () -> start(Map.of("ENCRYPTION_KEY", OTHER, "ENCRYPTION_KEY_PREVIOUS", ONE)), "rotated");
    StartRefused told =
        assertThrows(StartRefused.class, () -> start(Map.of("ENCRYPTION_KEY", OTHER)));
    assertTrue(told.getMessage().contains("ENCRYPTION_KEY: is not the key"), told.getMessage());
  }

  @Test
  void aServerWithAnotherKeyEndsBeforeItListens() throws Exception {
    start(Map.of("ENCRYPTION_KEY", ONE));
    Map<String, String> variables = new HashMap<>(LocalServices.forTests().environment());
    variables.put("DATABASE_URL", url);
    variables.put("ENCRYPTION_KEY", OTHER);
    variables.put("LOG_FORMAT", "json");
    List<String> console = new CopyOnWriteArrayList<>();
    try (LibertyServer server =
        LibertyServer.start(LibertyOptions.ofProduct("other-key", variables), console::add)) {
      assertThrows(LocalServiceException.class, () -> server.awaitReady(Duration.ofMinutes(2)));
      assertEquals(EX_CONFIG, server.awaitExit(), String.join("\n", console));
    }
    String told = String.join("\n", console);
    assertTrue(told.contains("ENCRYPTION_KEY: is not the key"), told);
    assertFalse(told.contains(OTHER), "the key is quoted");
    assertFalse(told.contains("CWWKO0219I"), "it listened before");
  }

  private void start(Map<String, String> variables) {
    new EncryptionCanary(database, Encryption.alone(EncryptionConfigTest.config(variables)))
        .check(new Startup());
  }
}
