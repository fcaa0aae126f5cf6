package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrossSiteTest {

  private static final String HOST = "api.example.com";

  private final CrossSite crossSite =
      new CrossSite(
          new ServerConfig(
              Settings.of(
                  Map.of(
                      "API_BASE_URL", "https://public.example.com",
                      "CORS_ORIGINS", "https://app.example.com"))));

  @Test
  void ourOwnPageAndThoseThatAreConfiguredMayCall() {
    assertTrue(crossSite.mayCall("https://app.example.com", "cross-site", HOST));
    assertTrue(crossSite.mayCall("https://APP.example.com", "same-site", HOST));
    assertTrue(crossSite.mayCall("https://public.example.com", "same-origin", HOST));
    assertTrue(crossSite.mayCall("https://api.example.com", null, HOST));
    assertTrue(crossSite.mayCall("http://api.example.com", null, HOST));
  }

  @Test
  void otherPagesMayNotWhateverTheBrowserSays() {
    for (String origin :
        new String[] {
          "null",
          "https://evil.example",
          "https://app.example.com.evil.example",
          "https://app.example.com:444",
          "http://app.example.com",
          "https://sister.example.com"
        }) {
      assertFalse(crossSite.mayCall(origin, "same-origin", HOST), origin);
      assertFalse(crossSite.mayCall(origin, null, HOST), origin);
    }
  }

  @Test
  void withoutAnOriginTheBrowsersWordIsTaken() {
    assertFalse(crossSite.mayCall(null, "cross-site", HOST));
    assertFalse(crossSite.mayCall(null, "same-site", HOST));
    assertTrue(crossSite.mayCall(null, "same-origin", HOST));
    assertTrue(crossSite.mayCall(null, "none", HOST));
    assertTrue(crossSite.mayCall(null, null, HOST), "what is no browser");
    assertFalse(crossSite.mayCall("https://", null, null));
    assertFalse(crossSite.mayCall("https://evil.example", null, null));
  }
}
