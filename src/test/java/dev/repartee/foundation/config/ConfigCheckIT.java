package dev.repartee.foundation.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServiceException;
import dev.repartee.local.LocalServices;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ConfigCheckIT {

  /** Liberty says this when the port is open, which is after the applications have started. */
  private static final String LISTENS = "CWWKO0219I";

  @Test
  void tellsEveryProblemAtOnceAndEndsBeforeItListens() {
    Map<String, String> variables = new HashMap<>(LocalServices.forTests().environment());
    variables.put("APP_ENV", "production");
    variables.put("JWT_SECRET", "hunter2");
    variables.put("ENCRYPTION_KEY", "hunter2");
    variables.put("ROLE", "manager");
    variables.put("REDIS_TIMEOUT", "soon");
    variables.put("OCR_LANGUAGES", "eng,xyz");
    variables.put("RATE_LIMIT_MAX", "0");
    variables.put("AI_PROVIDER_STRATEGY_PRIMARY", "openai");
    variables.put("TRUSTED_PROXIES", "everybody");
    variables.put("LOG_FORMAT", "json");
    List<String> console = new CopyOnWriteArrayList<>();

    try (LibertyServer server =
        LibertyServer.start(LibertyOptions.ofProduct("bad-variables", variables), console::add)) {
      LocalServiceException told =
          assertThrows(LocalServiceException.class, () -> server.awaitReady(Duration.ofMinutes(2)));
      assertTrue(told.toString().contains("JWT_SECRET"), told.toString());
      assertEquals(StartRefused.EX_CONFIG, server.awaitExit(), String.join("\n", console));
    }

    List<String> messages =
        console.stream().filter(line -> line.contains("The configuration is not usable")).toList();
    assertEquals(1, messages.size(), String.join("\n", console));
    for (String told :
        List.of(
            "JWT_SECRET: is too weak",
            "ENCRYPTION_KEY: must be 32 random bytes",
            "ROLE: must be one of api, worker, all",
            "REDIS_TIMEOUT: must be a duration",
            "OCR_LANGUAGES: no Tesseract data for xyz",
            "RATE_LIMIT_MAX: must be a whole number from 1",
            "AI_PROVIDER_STRATEGY_PRIMARY: openai needs OPENAI_API_KEY",
            "TRUSTED_PROXIES: must be a comma-separated list")) {
      assertTrue(messages.get(0).contains(told), told + " is not in " + messages.get(0));
    }
    assertFalse(String.join("\n", console).contains("hunter2"), "the secret is quoted");
    assertTrue(console.stream().noneMatch(line -> line.contains(LISTENS)), "listened before");
  }
}
