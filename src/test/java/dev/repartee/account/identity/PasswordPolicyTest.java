package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.http.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

  private static final PasswordPolicy POLICY =
      new PasswordPolicy(new Passwords(new IdentityConfig(Settings.of(Map.of()))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567890",
        "password123!",
        "P@ssw0rd2024",
        "qwertyuiop",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "iloveyou1234",
        "manchester1",
        "Summer2024!",
        "repartee2024",
        "31.12.199931.12.1999"
      })
  void whatIsGuessedFirstIsRefused(String password) {
    refused(password);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann.lindqvist@example.com",
        "annlindqvist",
        "Lindqvist1984",
        "lindqvistlindqvist",
        "!!ANN.LINDQVIST!!"
      })
  void whatIsMadeOfTheNameOrAddressIsRefused(String password) {
    refused(password);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "a quiet lamp in the harbour",
        "q8ZgW2nRk5xT",
        "lindqvist keeps seven lazy herons",
        "пароль от старого маяка",
        "東京の静かな夜と港の灯り"
      })
  void whatIsHardToGuessIsTakenAsItIs(String password) {
    POLICY.check("password", password, "ann.lindqvist@example.com", "Ann Lindqvist", null);
  }

  @Test
  void aLongOneIsLookedAtInAMoment() {
    long start = System.nanoTime();
    POLICY.check("password", "4@8({[<369&#!1/|0$5+7%2".repeat(5), "ann@example.com");
    assertEquals(0, (System.nanoTime() - start) / 10_000_000_000L, "10 s");
  }

  private static void refused(String password) {
    Problem refused =
        assertThrows(
            Problem.class,
            () ->
                POLICY.check(
                    "newPassword", password, "ann.lindqvist@example.com", "Ann Lindqvist"));
    assertEquals("newPassword", refused.errors().get(0).field());
  }
}
