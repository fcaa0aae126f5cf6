package dev.repartee.foundation.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig.Environment;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(60);

  private static Settings with(String value) {
    return Settings.of(Map.of("NAME", value));
  }

  @Test
  void whatIsNotSetHasItsDefault() {
    Settings none = Settings.of(Map.of());
    assertEquals(Optional.empty(), none.text("NAME"));
    assertEquals("fallback", none.text("NAME", "fallback"));
    assertEquals(Optional.empty(), none.secret("NAME"));
    assertEquals(7, none.number("NAME", 7, 1, 9));
    assertEquals(BigDecimal.TEN, none.amount("NAME", BigDecimal.TEN));
    assertTrue(none.flag("NAME", true));
    assertEquals(LEAST, none.duration("NAME", LEAST, LEAST, MOST));
    assertEquals(Optional.empty(), none.uri("NAME"));
    assertEquals(Environment.LOCAL, none.choice("NAME", Environment.LOCAL));
    assertEquals(List.of("a"), none.list("NAME", List.of("a")));
    assertEquals(List.of(), none.problems());
  }

  @Test
  void blankCountsAsNotSet() {
    assertEquals(7, with(" \t").number("NAME", 7, 1, 9));
    assertEquals(Optional.empty(), with("").text("NAME"));
  }

  @Test
  void readsEachType() {
    assertEquals(Optional.of("x"), with(" x\n").text("NAME"));
    assertEquals("x", with("x").secret("NAME").orElseThrow().reveal());
    assertEquals(8, with("8").number("NAME", 7, 1, 9));
    assertEquals(new BigDecimal("12.50"), with("12.50").amount("NAME", BigDecimal.ONE));
    assertEquals(
        Optional.of(URI.create("https://a.example/b")), with("https://a.example/b").uri("NAME"));
    assertEquals(Environment.LOCAL, with("Local").choice("NAME", Environment.PRODUCTION));
    assertEquals(List.of("a", "b"), with(" a ,, b,").list("NAME", List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "15m, PT15M",
    "24 h, PT24H",
    "30d, PT720H",
    "PT1M30S, PT90S"
  })
  void readsDurationsAsPeopleWriteThem(String text, Duration expected) {
    assertEquals(expected, with(text).duration("NAME", LEAST, LEAST, MOST));
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "1,true",
    "YES,true",
    "on,true",
    "false,false",
    "0,false",
    "No,false",
    "off,false"
  })
  void readsFlagsAsPeopleWriteThem(String text, boolean expected) {
    Settings settings = with(text);
    assertEquals(expected, settings.flag("NAME", !expected));
    assertEquals(List.of(), settings.problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "x", "1.5", "99999999999"})
  void aNumberOutOfRangeIsAProblemAndTheDefaultHolds(String text) {
    Settings settings = with(text);
    assertEquals(7, settings.number("NAME", 7, 1, 9));
    assertEquals(List.of("NAME: must be a whole number from 1 to 9"), settings.problems());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "10",
        "-5s",
        "0s",
        "61d",
        "99999999999999999999s",
        "999999999999999999d",
        "5w"
      })
  void aDurationThatIsNoneOrOutOfRangeIsAProblem(String text) {
    Settings settings = with(text);
    assertEquals(LEAST, settings.duration("NAME", LEAST, LEAST, MOST));
    assertEquals(
        List.of("NAME: must be a duration from 1ms to 60d, such as 30s, 15m or 24h"),
        settings.problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "/path", "http:", "::", "mailto:a@example.com"})
  void anAddressWithoutAHostIsAProblem(String text) {
    Settings settings = with(text);
    assertEquals(Optional.empty(), settings.uri("NAME"));
    assertEquals(List.of("NAME: must be an absolute URL"), settings.problems());
  }

  @Test
  void otherTypesSayWhatTheyExpect() {
    Settings settings = Settings.of(Map.of("FLAG", "perhaps", "AMOUNT", "-1", "CHOICE", "moon"));
    assertTrue(settings.flag("FLAG", true));
    assertEquals(BigDecimal.ONE, settings.amount("AMOUNT", BigDecimal.ONE));
    assertEquals(Environment.LOCAL, settings.choice("CHOICE", Environment.LOCAL));
    assertEquals(
        List.of(
            "FLAG: must be true or false",
            "AMOUNT: must be an amount of 0 or more, such as 12.50",
            "CHOICE: must be one of local, production"),
        settings.problems());
  }

  @Test
  void aFileHoldsWhatShouldNotBeInTheEnvironment(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "from the file\n");
    Map<String, String> values = new HashMap<>(Map.of("NAME_FILE", file.toString()));
    assertEquals("from the file", Settings.of(values).secret("NAME").orElseThrow().reveal());

    values.put("NAME", "from the environment");
    assertEquals("from the environment", Settings.of(values).text("NAME", ""));
  }

  @Test
  void aFileThatCanNotBeReadIsAProblem(@TempDir Path directory) {
    Settings settings = Settings.of(Map.of("NAME_FILE", directory.resolve("nothing").toString()));
    assertEquals(Optional.empty(), settings.secret("NAME"));
    assertEquals(List.of("NAME_FILE: the file can not be read"), settings.problems());
  }

  @Test
  void problemsAreCollectedOnceEachAndQuoteNoValue() {
    Settings settings = Settings.of(Map.of("A", "hunter2", "B", "hunter2"));
    settings.number("A", 1, 1, 2);
    settings.number("A", 1, 1, 2);
    settings.flag("B", false);
    settings.problem("C", "is needed");
    assertEquals(3, settings.problems().size());
    assertFalse(settings.problems().toString().contains("hunter2"));
  }

  @Test
  void aSecretDoesNotPrintItself() {
    assertFalse(with("hunter2").secret("NAME").toString().contains("hunter2"));
  }

  @Test
  void remembersWhatWasAskedForAndShowsDefaultsAsAnOperatorWouldWriteThem() {
    Settings settings = Settings.of(Map.of());
    settings.duration("MILLIS", Duration.ofMillis(1500), LEAST, MOST);
    settings.duration("MINUTES", Duration.ofMinutes(90), LEAST, MOST);
    settings.duration("HOURS", Duration.ofHours(36), LEAST, MOST);
    settings.duration("DAYS", Duration.ofHours(48), LEAST, MOST);
    settings.duration("NONE", Duration.ZERO, Duration.ZERO, MOST);
    settings.list("LIST", List.of("a", "b"));
    settings.parsed("MAP", Map.of(), text -> Map.of(), "a map");
    settings.choice("CHOICE", Environment.PRODUCTION);
    settings.secret("SECRET");

    Map<String, Variable> variables = settings.variables();
    assertEquals("1500ms", fallback(variables, "MILLIS"));
    assertEquals("90m", fallback(variables, "MINUTES"));
    assertEquals("36h", fallback(variables, "HOURS"));
    assertEquals("2d", fallback(variables, "DAYS"));
    assertEquals("0s", fallback(variables, "NONE"));
    assertEquals("a,b", fallback(variables, "LIST"));
    assertEquals("", fallback(variables, "MAP"));
    assertEquals("production", fallback(variables, "CHOICE"));
    assertTrue(variables.values().stream().filter(Variable::secret).count() == 1);
  }

  private static String fallback(Map<String, Variable> variables, String name) {
    Variable variable = variables.get(name);
    return variable == null ? "not asked for" : variable.fallback();
  }
}
