package dev.repartee.foundation.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerConfigTest {

  @Test
  void withoutAnythingSetItIsProduction() {
    ServerConfig config = new ServerConfig(Settings.of(Map.of()));
    assertTrue(config.isProduction());
    assertEquals(9080, config.port());
    assertEquals(URI.create("http://localhost:9080"), config.apiBaseUrl());
    assertEquals(List.of(), config.corsOrigins());
  }

  @Test
  void readsEveryVariable() {
    ServerConfig config =
        new ServerConfig(
            Settings.of(
                Map.of(
                    "APP_ENV", "local",
                    "PORT", "8080",
                    "API_BASE_URL", "https://api.example.com",
                    "CORS_ORIGINS", "https://a.example,https://b.example")));
    assertFalse(config.isProduction());
    assertEquals(8080, config.port());
    assertEquals(URI.create("https://api.example.com"), config.apiBaseUrl());
    assertEquals(List.of("https://a.example", "https://b.example"), config.corsOrigins());
  }

  @Test
  void theBaseUrlFollowsThePort() {
    ServerConfig config = new ServerConfig(Settings.of(Map.of("PORT", "8081")));
    assertEquals(URI.create("http://localhost:8081"), config.apiBaseUrl());
  }
}
