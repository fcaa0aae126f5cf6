package dev.repartee.operate.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  private final Shell shell = new Shell(Map.of());

  @Test
  void helpListsEveryCommandAndEndsWell() {
    String help = shell.run("--help").expect(0).out();
    for (Command command : Main.commands(dev.repartee.foundation.config.Settings.of(Map.of()))) {
      assertTrue(help.contains("  " + command.name()), command.name());
      String own = shell.run(command.name(), "--help").expect(0).out();
      assertTrue(own.contains(command.summary()), own);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "dance, there is no command 'dance'",
        "rollback, how many changes is missing",
        "rollback 0, '0' is not a number of changes",
        "rollback two, 'two' is not a number of changes",
        "rollback 1 2, '2' is too much",
        "migrate now, 'now' is too much",
        "migrate --fast, there is no option --fast",
        "smoke, the URL is missing",
        "smoke ftp://example.com, is not an address",
        "create-owner, the e-mail address is missing",
        "create-owner ann, 'ann' is not an e-mail address",
        "create-owner ann@example.com --workspace, --workspace needs a value"
      })
  void whatIsCalledWronglyIsToldAndEndsWith64(String words, String problem) {
    Shell.Outcome outcome = shell.run(words.split(" ")).expect(64);
    assertTrue(outcome.err().contains(problem), outcome.err());
    assertEquals("", outcome.out());
  }

  @ParameterizedTest
  @CsvSource({"migrate", "rollback 1", "status", "create-owner ann@example.com"})
  void aMissingDatabaseIsAProblemOfTheConfiguration(String words) {
    Shell.Outcome outcome = shell.run(words.split(" ")).expect(78);
    assertTrue(outcome.err().contains("DATABASE_URL is not set"), outcome.err());
  }

  @Test
  void aDatabaseThatIsAwayIsOneLineWithoutThePassword() {
    Shell away =
        new Shell(Map.of("DATABASE_URL", "postgres://ann:hunter2hunter2@localhost:1/repartee"));
    Shell.Outcome outcome = away.run("migrate").expect(1);
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("can not be reached"), outcome.err());
    assertFalse(outcome.err().contains("hunter2"), outcome.err());
  }

  @Test
  void whatIsSecretInTheVariablesIsNeverPrinted() {
    Map<String, String> variables =
        Map.of("DATABASE_URL", "not-an-address", "S3_SECRET_ACCESS_KEY", "dance-dance");
    Shell.Outcome outcome = new Shell(variables).run("dance-dance").expect(64);
    assertFalse(outcome.err().contains("dance-dance"), outcome.err());
  }

  @Test
  void anInstanceThatIsAwayFailsTheSmokeTestInOneLine() {
    Shell.Outcome outcome = shell.run("smoke", "http://localhost:1").expect(1);
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().startsWith("repartee: smoke: health: no connection"), outcome.err());
  }
}
