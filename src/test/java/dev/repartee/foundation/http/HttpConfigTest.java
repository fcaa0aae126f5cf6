package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpConfigTest {

  @Test
  void withoutAnythingSetNoProxyIsBelieved() {
    HttpConfig config = new HttpConfig(Settings.of(Map.of()));
    assertEquals(List.of(), config.trustedProxies());
    assertEquals(Duration.ofMinutes(2), config.idempotencyLease());
    assertEquals(Duration.ofHours(24), config.idempotencyLifetime());
  }

  @Test
  void readsEveryVariable() throws Exception {
    HttpConfig config =
        new HttpConfig(
            Settings.of(
                Map.of(
                    "TRUSTED_PROXIES", "10.0.0.0/8, ::1",
                    "IDEMPOTENCY_LEASE", "30s",
                    "IDEMPOTENCY_LIFETIME", "2d")));
    assertEquals(2, config.trustedProxies().size());
    assertTrue(config.trustedProxies().get(0).contains(InetAddress.getByName("10.1.2.3")));
    assertFalse(config.trustedProxies().get(0).contains(InetAddress.getByName("11.1.2.3")));
    assertTrue(config.trustedProxies().get(1).contains(InetAddress.getByName("::1")));
    assertEquals(Duration.ofSeconds(30), config.idempotencyLease());
    assertEquals(Duration.ofDays(2), config.idempotencyLifetime());
  }
}
