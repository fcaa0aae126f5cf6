package dev.repartee.operate.backup;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Whether backups are made, where they go, and how long they are kept. */
@ApplicationScoped
public class BackupConfig implements ConfigSection {

  private final boolean enabled;
  private final Optional<String> bucket;
  private final Duration keepDaily;
  private final Duration keepWeekly;

  @Inject
  public BackupConfig(Settings settings) {
    enabled = settings.flag("BACKUP_ENABLED", true);
    bucket = settings.text("BACKUP_BUCKET");
    keepDaily =
        settings.duration(
            "BACKUP_KEEP_DAILY", Duration.ofDays(7), Duration.ofDays(1), Duration.ofDays(3650));
    keepWeekly =
        settings.duration(
            "BACKUP_KEEP_WEEKLY", Duration.ofDays(14), Duration.ofDays(7), Duration.ofDays(3650));
  }

  boolean enabled() {
    return enabled;
  }

  /** Another bucket than that of the pictures, in the same storage. */
  public Optional<String> bucket() {
    return bucket;
  }

  Duration keep(BackupKind kind) {
    return kind == BackupKind.WEEKLY ? keepWeekly : keepDaily;
  }
}
