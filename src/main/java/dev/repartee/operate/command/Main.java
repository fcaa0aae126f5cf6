package dev.repartee.operate.command;

import dev.repartee.foundation.config.Settings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The one entry for operators: {@code java -cp 'WEB-INF/classes:WEB-INF/lib/*:postgresql.jar'
 * dev.repartee.operate.command.Main COMMAND}. It ends with 0 when all is well, 1 when it did not
 * succeed, 64 when it was called wrongly, and 78 when the configuration is not usable.
 */
public final class Main {

  private static final Logger ROOT = Logger.getLogger("");

  private final List<Command> commands;
  private final Console console;

  Main(List<Command> commands, Console console) {
    this.commands = commands;
    this.console = console;
  }

  /** Runs one command and ends the process. */
  public static void main(String[] args) {
    ROOT.setLevel(Level.SEVERE); // the libraries; what matters is told by the commands
    Map<String, String> environment = System.getenv();
    Console console =
        new Console(
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            System.in,
            secrets(environment));
    System.exit(new Main(commands(Settings.of(environment)), console).run(List.of(args)));
  }

  /** Everything there is, in the order of the help. */
  static List<Command> commands(Settings settings) {
    return List.of(
        new Status(settings),
        new Migrate(settings),
        new Rollback(settings),
        new BackupCommand(settings),
        new Restore(settings),
        new RotateKeysCommand(settings),
        new CreateOwner(settings),
        new Smoke(settings));
  }

  /** Whatever in the environment sounds like a secret. */
  static List<String> secrets(Map<String, String> environment) {
    List<String> secrets = new ArrayList<>();
    environment.forEach(
        (name, value) -> {
          if (name.matches(".*(SECRET|PASSWORD|TOKEN|KEY|DSN).*") && !name.endsWith("_FILE")) {
            secrets.add(value);
          }
          if (name.endsWith("_URL")) {
            secrets.addAll(password(value));
          }
        });
    return secrets;
  }

  private static List<String> password(String url) {
    int login = url.indexOf("://");
    int host = url.lastIndexOf('@');
    int colon = login < 0 ? -1 : url.indexOf(':', login + 3);
    return colon >= 0 && colon < host ? List.of(url.substring(colon + 1, host)) : List.of();
  }

  /** Runs what the words ask for, and says what the process is to end with. */
  int run(List<String> words) {
    if (words.isEmpty()) {
      console.note(help());
      return CommandFailed.Exit.USAGE.code();
    }
    String name = words.get(0);
    if (asksForHelp(name) || name.equals("help")) {
      console.say(help());
      return 0;
    }
    Command command = commands.stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
    if (command == null) {
      console.note("repartee: there is no command '" + name + "'; --help lists them");
      return CommandFailed.Exit.USAGE.code();
    }
    List<String> rest = words.subList(1, words.size());
    if (rest.stream().anyMatch(Main::asksForHelp)) {
      console.say(help(command));
      return 0;
    }
    return run(command, rest);
  }

  private int run(Command command, List<String> rest) {
    try {
      command.run(command.parse(rest), console);
      return 0;
    } catch (CommandFailed e) {
      console.note("repartee: " + command.name() + ": " + e.getMessage());
      if (e.exit() == CommandFailed.Exit.USAGE) {
        console.note("usage: repartee " + usage(command));
      }
      return e.exit().code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.note("repartee: " + command.name() + ": interrupted");
      return CommandFailed.Exit.FAILED.code();
    } catch (Exception e) {
      console.note("repartee: " + command.name() + ": " + Problems.inOneLine(e));
      return CommandFailed.Exit.FAILED.code();
    }
  }

  private static boolean asksForHelp(String word) {
    return word.equals("--help") || word.equals("-h");
  }

  private String help() {
    int width = commands.stream().map(Main::usage).mapToInt(String::length).max().orElse(0);
    Function<Command, String> line =
        c -> String.format(Locale.ROOT, "  %-" + width + "s  %s", usage(c), c.summary());
    return "usage: repartee COMMAND\n\n"
        + commands.stream().map(line).collect(Collectors.joining("\n"))
        + "\n\n"
        + "'repartee COMMAND --help' says more. The variables are those of the server"
        + " (.env.example).\n"
        + "Ends with 0 when all is well, 1 when it did not succeed, 64 when called wrongly,\n"
        + "78 when a variable is missing or wrong.";
  }

  private static String help(Command command) {
    String details = command.details();
    return Arrays.asList("usage: repartee " + usage(command), "", command.summary(), details)
        .stream()
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static String usage(Command command) {
    return (command.name() + " " + command.synopsis()).strip();
  }
}
