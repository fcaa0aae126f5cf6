package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.SecurityConfig;
import dev.repartee.foundation.security.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;

class LockoutTest {

  private static final String ANN = "ann@example.com";
  private static final Settings SETTINGS = Settings.of(Map.of("APP_ENV", "local"));
  private static final SigningKeys KEYS =
      new SigningKeys(new SecurityConfig(SETTINGS, new ServerConfig(SETTINGS)));
  private static final Tries.Waits WAITS =
      new Tries.Waits(Duration.ofSeconds(30), Duration.ofMinutes(15));

  private final AtomicInteger delayed = new AtomicInteger();
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private final AddressHashes hashes = new AddressHashes(KEYS);
  private final Tries tries = new LocalTries(WAITS, () -> now);
  private final Lockout lockout =
      new Lockout(tries, tries, 5, hashes, () -> now, delayed::incrementAndGet);
  private final DeviceCookies devices = new DeviceCookies(hashes, () -> now, KEYS);

  @Test
  void eachAttemptMoreHasToBeWaitedForTwiceAsLong() {
    fail(5, "");
    assertEquals(Duration.ofSeconds(30), refused(""));
    pass(Duration.ofSeconds(30));
    fail(1, "");
    assertEquals(Duration.ofMinutes(1), refused(""));
    pass(Duration.ofMinutes(1));
    fail(1, "");
    assertEquals(Duration.ofMinutes(2), refused(""));
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofMinutes(15));
      fail(1, "");
    }
    assertEquals(Duration.ofMinutes(15), refused(""));
    assertEquals(4, delayed.get());
  }

  @Test
  void waitingIsNotPunished() {
    fail(5, "");
    refused("");
    refused("");
    pass(Duration.ofSeconds(31));
    fail(1, "");
  }

  @Test
  void anAttackerDoesNotLockOutADeviceThatHasSignedInBefore() {
    String cookie = devices.issue(ANN);
    fail(5, "");
    refused("");
    lockout.succeeded(lockout.begin(ANN, devices.device(cookie, ANN)));
  }

  @Test
  void aKnownDeviceThatGuessesIsSlowedToo() {
    String device = devices.device(devices.issue(ANN), ANN);
    fail(10, device);
    assertEquals(Duration.ofSeconds(30), refused(device));
    fail(5, ""); // which is nobody else's business
  }

  @Test
  void theRightPasswordMakesAFreshStart() {
    fail(4, "");
    lockout.succeeded(lockout.begin(ANN, ""));
    fail(5, "");
    refused("");
  }

  @Test
  void whatWasNotLookedAtDoesNotCount() {
    for (int i = 0; i < 100; i++) {
      lockout.forgive(lockout.begin(ANN, ""));
    }
    fail(5, "");
  }

  @Test
  void accountsAreCountedForThemselvesHoweverTheirAddressIsWritten() {
    fail(5, "");
    lockout.begin("bo@example.com", "");
    assertThrows(Problem.class, () -> lockout.begin(" ANN@example.com", ""));
  }

  @Test
  void whoHasResetThePasswordMaySignIn() {
    fail(5, "");
    lockout.reset(ANN);
    lockout.begin(ANN, "");
  }

  @Test
  void whatWasADayAgoIsForgotten() {
    fail(5, "");
    pass(Duration.ofHours(25));
    fail(5, "");
    assertEquals(Duration.ofSeconds(30), refused(""));
  }

  @Test
  void withoutRedisThisInstanceCountsForItself() {
    Tries away =
        new Tries() {
          @Override
          public Duration take(List<Limit> limits) {
            throw new RedisException("away");
          }

          @Override
          public void giveBack(String key) {
            throw new RedisException("away");
          }

          @Override
          public void forget(String key) {
            throw new RedisException("away");
          }
        };
    Lockout alone = new Lockout(away, tries, 5, hashes, () -> now, delayed::incrementAndGet);
    for (int i = 0; i < 5; i++) {
      alone.begin(ANN, "");
    }
    assertThrows(Problem.class, () -> alone.begin(ANN, ""));
  }

  @Test
  void aCookieIsForItsAccountAndForHalfAYearAndCanNotBeMade() {
    String cookie = devices.issue(ANN);
    assertEquals(32, devices.device(cookie, ANN).length());
    assertEquals("", devices.device(cookie, "bo@example.com"));
    assertEquals("", devices.device(null, ANN));
    for (int i = 0; i < cookie.length(); i++) {
      char other = cookie.charAt(i) == '0' ? '1' : '0';
      String altered = cookie.substring(0, i) + other + cookie.substring(i + 1);
      assertEquals("", devices.device(altered, ANN), altered);
    }
    pass(DeviceCookies.LIFETIME);
    assertEquals("", devices.device(cookie, ANN));
  }

  private void fail(int times, String device) {
    for (int i = 0; i < times; i++) {
      lockout.begin(ANN, device);
    }
  }

  private Duration refused(String device) {
    Problem refused = assertThrows(Problem.class, () -> lockout.begin(ANN, device));
    assertEquals(ProblemType.SIGN_IN_DELAYED, refused.type());
    return java.util.Objects.requireNonNull(refused.retryAfter());
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
