package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {

  private final ClientAddresses behindProxies = trusting("10.0.0.0/8,2001:db8::/32,192.0.2.7");

  @Test
  void believesNobodyUnlessTold() {
    assertEquals("10.1.1.1", trusting("").of("10.1.1.1", List.of("198.51.100.1")));
  }

  @Test
  void readsFromTheRightUntilSomebodyIsNotTrusted() {
    assertEquals(
        "198.51.100.1",
        behindProxies.of("10.1.1.1", List.of("203.0.113.9", " 198.51.100.1", "10.2.2.2 ")));
  }

  @Test
  void aClientCanNotMakeUpAnAddress() {
    assertEquals("198.51.100.1", behindProxies.of("198.51.100.1", List.of("10.9.9.9", "1.1.1.1")));
  }

  @Test
  void whatIsNoAddressEndsTheSearch() {
    assertEquals("10.1.1.1", behindProxies.of("10.1.1.1", List.of("198.51.100.1", "unknown")));
    assertEquals("10.1.1.1", behindProxies.of("10.1.1.1", List.of("example.com")));
  }

  @Test
  void portsAndBracketsAreLeftOut() {
    assertEquals("198.51.100.1", behindProxies.of("192.0.2.7", List.of("198.51.100.1:4711")));
    assertEquals(
        "2001:db9:0:0:0:0:0:1", behindProxies.of("2001:db8::1", List.of("[2001:db9::1]:4711")));
  }

  @Test
  void allTrustedMeansTheFirst() {
    assertEquals("10.3.3.3", behindProxies.of("10.1.1.1", List.of("10.3.3.3", "10.2.2.2")));
  }

  @Test
  void aRangeWithoutABoundIsReported() {
    Settings settings = Settings.of(Map.of("TRUSTED_PROXIES", "10.0.0.0/33"));
    assertTrue(new HttpConfig(settings).trustedProxies().isEmpty());
    assertFalse(settings.problems().isEmpty());
  }

  private static ClientAddresses trusting(String ranges) {
    return new ClientAddresses(new HttpConfig(Settings.of(Map.of("TRUSTED_PROXIES", ranges))));
  }
}
