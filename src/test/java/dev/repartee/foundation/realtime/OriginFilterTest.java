package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginFilterTest {

  private final OriginFilter filter =
      new OriginFilter(
          new ServerConfig(
              Settings.of(
                  Map.of(
                      "API_BASE_URL", "https://api.example.org",
                      "CORS_ORIGINS", "https://app.example.org"))));

  @Test
  void whatIsNoBrowserMayConnect() {
    assertTrue(filter.isAllowed(null, "api.example.org"));
  }

  @Test
  void ourOwnPagesMayConnect() {
    assertTrue(filter.isAllowed("https://api.example.org", "10.0.0.7:9080"));
    assertTrue(filter.isAllowed("http://localhost:9080", "localhost:9080"));
    assertTrue(filter.isAllowed("https://LOCALHOST:9080", "localhost:9080"));
  }

  @Test
  void thePagesWeAllowMayConnect() {
    assertTrue(filter.isAllowed("https://app.example.org", "api.example.org"));
  }

  @Test
  void nobodyElsesPagesMayConnect() {
    assertFalse(filter.isAllowed("https://evil.example.org", "api.example.org"));
    assertFalse(filter.isAllowed("http://localhost:9081", "localhost:9080"));
    assertFalse(filter.isAllowed("https://api.example.org.evil.example", "api.example.org"));
    assertFalse(filter.isAllowed("null", "api.example.org"));
    assertFalse(filter.isAllowed("https://evil.example.org", null));
  }
}
