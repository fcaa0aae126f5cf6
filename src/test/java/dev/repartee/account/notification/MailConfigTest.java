package dev.repartee.account.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailConfigTest {

  @Test
  void withoutAKeyMailIsLoggedLocallyAndRefusedInProduction() {
    assertEquals(MailConfig.Way.LOG, read(Settings.of(Map.of("APP_ENV", "local"))).way());
    MailConfig production = read(Settings.of(Map.of()));
    assertEquals(MailConfig.Way.NONE, production.way());
    assertFalse(production.sends());
  }

  @Test
  void readsEveryVariable() {
    Settings settings =
        Settings.of(
            Map.of(
                "RESEND_API_KEY", "re_key",
                "RESEND_FROM", "Repartee <mail@example.com>",
                "RESEND_BASE_URL", "http://localhost:1",
                "FRONTEND_URL", "https://app.example.com/chat"));
    MailConfig config = read(settings);
    assertEquals(List.of(), settings.problems());
    assertEquals(MailConfig.Way.RESEND, config.way());
    assertTrue(config.sends());
    assertEquals("re_key", config.key().reveal());
    assertEquals("Repartee <mail@example.com>", config.from());
    assertEquals(URI.create("http://localhost:1"), config.baseUrl());
    assertEquals(URI.create("https://app.example.com/chat"), config.page());
  }

  @Test
  void inProductionLinksMustNotLeadToTheReadersOwnMachine() {
    Settings settings =
        Settings.of(Map.of("RESEND_API_KEY", "re_key", "RESEND_FROM", "mail@example.com"));
    read(settings);
    assertEquals(1, settings.problems().size(), settings.problems().toString());
    assertTrue(settings.problems().get(0).startsWith("FRONTEND_URL: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail", "a@b, c@d", "A <a@b", "A\n <a@b>", "<a@b>", "A <a@b> x"})
  void aSenderThatIsNoneIsTold(String from) {
    Settings settings = Settings.of(Map.of("APP_ENV", "local", "RESEND_FROM", from));
    read(settings);
    assertEquals(1, settings.problems().size(), settings.problems().toString());
  }

  private static MailConfig read(Settings settings) {
    return new MailConfig(settings, new ServerConfig(settings));
  }
}
