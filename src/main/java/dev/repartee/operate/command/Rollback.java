package dev.repartee.operate.command;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Migrations;
import java.sql.Connection;
import java.util.List;
import java.util.Set;

/** Takes back the last changes of the schema. */
final class Rollback implements Command {

  private final Settings settings;

  Rollback(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "rollback";
  }

  @Override
  public String synopsis() {
    return "N";
  }

  @Override
  public String summary() {
    return "takes back the last N changes of the schema";
  }

  @Override
  public String details() {
    return "What the changes had made is gone, data in new tables and columns included: take a"
        + " backup\n"
        + "before. To be run with the version that made the changes; deploy the older one"
        + " after it,\n"
        + "for a server that knows the changes makes them again when it starts.";
  }

  @Override
  public Arguments parse(List<String> words) {
    Arguments arguments = Arguments.parse(words, 1, Set.of(), Set.of());
    count(arguments);
    return arguments;
  }

  private static int count(Arguments arguments) {
    String text = arguments.required(0, "how many changes");
    try {
      int count = Integer.parseInt(text);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw CommandFailed.usage("'" + text + "' is not a number of changes, 1 or more");
  }

  @Override
  public void run(Arguments arguments, Console console) throws Exception {
    int count = count(arguments);
    try (Connection connection = Database.connect(settings)) {
      List<String> applied = Migrations.applied(connection);
      if (count > applied.size()) {
        throw CommandFailed.because(
            "only " + applied.size() + " changes were made, " + count + " can not be taken back");
      }
      List<String> last = applied.subList(applied.size() - count, applied.size());
      List<String> known = Migrations.known(connection);
      last.stream()
          .filter(change -> !known.contains(change))
          .findFirst()
          .ifPresent(
              change -> {
                throw CommandFailed.because(
                    "this version does not know the change "
                        + change
                        + "; use the version that made it");
              });
      Migrations.rollback(connection, count);
      for (int i = last.size() - 1; i >= 0; i--) {
        console.say("Took back " + last.get(i));
      }
    }
  }
}
