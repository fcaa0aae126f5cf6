package dev.repartee.operate.command;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.EncryptionConfig;
import dev.repartee.foundation.storage.LargeObjects;
import dev.repartee.operate.backup.BackupConfig;
import dev.repartee.operate.backup.Backups;

/** The backups that the variables say, for one command. */
record BackupStore(LargeObjects objects, Backups backups) implements AutoCloseable {

  /**
   * Opens them.
   *
   * @throws CommandFailed when variables are missing or wrong
   */
  static BackupStore open(Settings settings) {
    EncryptionConfig encryption =
        Variables.read(settings, known -> new EncryptionConfig(known, new ServerConfig(known)));
    BackupConfig config = Variables.read(settings, BackupConfig::new);
    LargeObjects objects =
        Variables.read(settings, known -> LargeObjects.of(known, config.bucket()));
    return new BackupStore(objects, new Backups(objects, Encryption.alone(encryption)));
  }

  @Override
  public void close() {
    objects.close();
  }
}
