package dev.repartee.operate.command;

import dev.repartee.foundation.config.Settings;
import dev.repartee.operate.backup.BackupKind;
import dev.repartee.operate.backup.Backups;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes a backup now, or lists those there are. */
final class BackupCommand implements Command {

  private final Settings settings;

  BackupCommand(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public String synopsis() {
    return "[--list]";
  }

  @Override
  public String summary() {
    return "makes a backup now, or lists those there are";
  }

  @Override
  public String details() {
    return "It goes to BACKUP_BUCKET (or S3_BUCKET) below backups/manual/, sealed under"
        + " ENCRYPTION_KEY,\n"
        + "and is kept until it is removed by hand. The servers go on working meanwhile.";
  }

  @Override
  public Arguments parse(List<String> words) {
    return Arguments.parse(words, 0, Set.of(), Set.of("--list"));
  }

  @Override
  public void run(Arguments arguments, Console console) throws Exception {
    try (BackupStore store = BackupStore.open(settings)) {
      if (arguments.has("--list")) {
        store.backups().names().forEach(console::say);
        return;
      }
      long start = System.nanoTime();
      try (Connection connection = Database.connect(settings)) {
        Backups.Made made =
            store
                .backups()
                .make(
                    BackupKind.MANUAL,
                    Instant.now(),
                    connection,
                    (table, done) -> console.progress((done >> 20) + " MB read, now in " + table));
        console.say(made.name());
        console.say(
            String.format(
                Locale.ROOT,
                "%d rows, %d bytes, SHA-256 %s, in %.1f s",
                made.rows(),
                made.bytes(),
                made.sha256(),
                (System.nanoTime() - start) / 1e9));
      }
    }
  }
}
