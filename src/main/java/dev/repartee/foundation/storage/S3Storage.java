package dev.repartee.foundation.storage;

import dev.repartee.foundation.config.Settings;

/** The configured bucket for programs that are no server. */
public final class S3Storage {

  private S3Storage() {}

  /** Looks whether the bucket can be used now. */
  public static StorageState state(Settings settings) {
    StorageConfig config = new StorageConfig(settings);
    S3Clients clients = new S3Clients(config);
    try {
      return new S3ObjectStore(clients, config).state();
    } finally {
      clients.close();
    }
  }
}
