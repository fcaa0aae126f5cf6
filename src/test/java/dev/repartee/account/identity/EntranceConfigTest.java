package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.account.notification.MailConfig;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntranceConfigTest {

  private static final Map<String, String> MAIL =
      Map.of(
          "RESEND_API_KEY", "re_key",
          "RESEND_FROM", "mail@example.com",
          "FRONTEND_URL", "https://app.example.com");

  @Test
  void addressesHaveToBeConfirmedInProductionWithMail() {
    assertTrue(read(Settings.of(MAIL)).verificationRequired());
    assertFalse(read(Settings.of(Map.of())).verificationRequired());
    assertFalse(read(Settings.of(Map.of("APP_ENV", "local"))).verificationRequired());
  }

  @Test
  void readsEveryVariable() {
    Settings settings =
        Settings.of(
            Map.of(
                "APP_ENV", "local",
                "EMAIL_VERIFICATION", "required",
                "LOGIN_FREE_ATTEMPTS", "7",
                "LOGIN_WAIT", "10s",
                "LOGIN_WAIT_MAX", "1m"));
    EntranceConfig config = read(settings);
    assertEquals(List.of(), settings.problems());
    assertTrue(config.verificationRequired());
    assertEquals(7, config.freeLogins());
    assertEquals(
        new Tries.Waits(Duration.ofSeconds(10), Duration.ofMinutes(1)), config.loginWaits());
  }

  @Test
  void whatDoesNotGoTogetherIsTold() {
    Settings settings =
        Settings.of(
            Map.of("EMAIL_VERIFICATION", "required", "LOGIN_WAIT", "1h", "LOGIN_WAIT_MAX", "10m"));
    read(settings);
    assertEquals(2, settings.problems().size(), settings.problems().toString());
  }

  private static EntranceConfig read(Settings settings) {
    ServerConfig server = new ServerConfig(settings);
    return new EntranceConfig(settings, server, new MailConfig(settings, server));
  }
}
