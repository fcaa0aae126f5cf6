package dev.repartee.operate.command;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.CommandAudit;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.OneConnection;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Restores a backup into an empty database. */
final class Restore implements Command {

  private final Settings settings;

  Restore(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String synopsis() {
    return "NAME|latest";
  }

  @Override
  public String summary() {
    return "restores a backup into an empty database";
  }

  @Override
  public String details() {
    return "DATABASE_URL names the empty database; anything in it is a reason to refuse. The backup"
        + " is\n"
        + "read twice: first to see that it is whole and authentic, then to fill the tables"
        + " in one\n"
        + "transaction. 'backup --list' has the names; ENCRYPTION_KEY must be the one it was"
        + " made with\n"
        + "(or have that as ENCRYPTION_KEY_PREVIOUS).";
  }

  @Override
  public Arguments parse(List<String> words) {
    Arguments arguments = Arguments.parse(words, 1, Set.of(), Set.of());
    arguments.required(0, "the name of the backup");
    return arguments;
  }

  @Override
  public void run(Arguments arguments, Console console) throws Exception {
    String wanted = arguments.required(0, "the name of the backup");
    try (BackupStore store = BackupStore.open(settings)) {
      String name =
          wanted.equals("latest")
              ? store
                  .backups()
                  .latest()
                  .orElseThrow(() -> CommandFailed.because("there is no backup"))
              : wanted;
      long start = System.nanoTime();
      try (Connection connection = Database.connect(settings)) {
        console.note("Restoring " + name + " into " + Database.address(settings));
        long rows =
            store
                .backups()
                .restore(
                    name,
                    connection,
                    (table, done) ->
                        console.progress((done >> 20) + " MB checked, now in " + table),
                    (table, done) ->
                        console.progress((done >> 20) + " MB restored, now in " + table));
        new CommandAudit(new OneConnection(connection))
            .record(Act.of("backup.restored").on("backup", name));
        console.say(
            String.format(
                Locale.ROOT,
                "%d rows restored in %.1f s",
                rows,
                (System.nanoTime() - start) / 1e9));
      }
    }
  }
}
