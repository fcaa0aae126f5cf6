package dev.repartee.operate.backup;

/** A backup can not be used; nothing was changed. */
public class BackupRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  BackupRefused(String message) {
    super(message);
  }
}
