package dev.repartee.operate.backup;

import java.util.Locale;

/** Why a backup was made, which decides how long it is kept. */
public enum BackupKind {
  DAILY,
  WEEKLY,
  /** By hand: kept until it is removed by hand. */
  MANUAL;

  String folder() {
    return "backups/" + name().toLowerCase(Locale.ROOT) + "/";
  }
}
