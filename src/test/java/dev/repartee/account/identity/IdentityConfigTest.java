package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentityConfigTest {

  @Test
  void withoutAnythingSetTokensLiveAsDocumented() {
    IdentityConfig config = new IdentityConfig(Settings.of(Map.of()));
    assertEquals(Duration.ofDays(30), config.refreshTokenLifetime());
    assertEquals(Duration.ofSeconds(10), config.refreshGrace());
    assertEquals("repartee", config.issuer());
    assertEquals("repartee-api", config.audience());
    assertEquals(4, config.concurrentHashes());
  }

  @Test
  void whoIsNotToBeRememberedStaysForADayAndOthersForAsLongAsTheyComeBack() {
    IdentityConfig config = new IdentityConfig(Settings.of(Map.of()));
    assertEquals(Optional.empty(), config.longestSignIn(true));
    assertEquals(Optional.of(Duration.ofDays(1)), config.longestSignIn(false));

    IdentityConfig hasty =
        new IdentityConfig(
            Settings.of(Map.of("SIGN_IN_MAX_AGE", "12h", "SIGN_IN_MAX_AGE_BRIEF", "13h")));
    assertEquals(Optional.of(Duration.ofHours(12)), hasty.longestSignIn(true));
    assertEquals(Optional.of(Duration.ofHours(12)), hasty.longestSignIn(false));
  }

  @Test
  void readsEveryVariable() {
    IdentityConfig config =
        new IdentityConfig(
            Settings.of(
                Map.of(
                    "REFRESH_TOKEN_EXPIRES_IN", "7d",
                    "REFRESH_TOKEN_GRACE", "0s",
                    "JWT_ISSUER", "us",
                    "JWT_AUDIENCE", "them",
                    "PASSWORD_HASH_CONCURRENCY", "1")));
    assertEquals(Duration.ofDays(7), config.refreshTokenLifetime());
    assertEquals(Duration.ZERO, config.refreshGrace());
    assertEquals("us", config.issuer());
    assertEquals("them", config.audience());
    assertEquals(1, config.concurrentHashes());
  }
}
