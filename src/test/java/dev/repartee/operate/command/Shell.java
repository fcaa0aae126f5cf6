package dev.repartee.operate.command;

import dev.repartee.foundation.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs commands as a shell would, with variables of its own. */
final class Shell {

  /** What a command ended with and what it printed. */
  record Outcome(int exit, String out, String err) {

    Outcome expect(int expected) {
      if (exit != expected) {
        throw new AssertionError("Expected " + expected + ", got " + exit + ":\n" + out + err);
      }
      return this;
    }
  }

  private final Map<String, String> environment;
  private final String input;

  Shell(Map<String, String> environment) {
    this(environment, "");
  }

  private Shell(Map<String, String> environment, String input) {
    this.environment = environment;
    this.input = input;
  }

  /** The same with something on the standard input. */
  Shell typing(String text) {
    return new Shell(environment, text);
  }

  Outcome run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Main.secrets(environment));
    int exit = new Main(Main.commands(Settings.of(environment)), console).run(List.of(words));
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
