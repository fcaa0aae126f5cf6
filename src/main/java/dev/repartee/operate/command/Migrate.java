package dev.repartee.operate.command;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Migrations;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Brings the schema up to date, as a server does when it starts. */
final class Migrate implements Command {

  private final Settings settings;

  Migrate(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "migrate";
  }

  @Override
  public String synopsis() {
    return "";
  }

  @Override
  public String summary() {
    return "brings the schema up to date, before a deployment";
  }

  @Override
  public String details() {
    return "Servers do the same when they start. Whoever comes first works, the others wait.\n"
        + "Each change is a transaction: after a failure those before it stay, and it can be"
        + " repeated.";
  }

  @Override
  public Arguments parse(List<String> words) {
    return Arguments.parse(words, 0, Set.of(), Set.of());
  }

  @Override
  public void run(Arguments arguments, Console console) throws Exception {
    List<String> made = new ArrayList<>();
    try (Connection connection = Database.connect(settings)) {
      int before = Migrations.applied(connection).size();
      int all = Migrations.known(connection).size();
      try {
        Migrations.update(
            connection,
            change -> {
              made.add(change);
              console.note("  " + (before + made.size()) + "/" + all + " " + change);
            });
      } catch (Exception e) {
        throw made.isEmpty() ? e : failed(made.get(made.size() - 1), e);
      }
    }
    console.say(
        made.isEmpty()
            ? "The schema was up to date"
            : "The schema is up to date: " + made.size() + " changes made");
  }

  private static CommandFailed failed(String change, Exception e) {
    return CommandFailed.because(
        "change " + change + " could not be made, those before it stay: " + Problems.inOneLine(e));
  }
}
