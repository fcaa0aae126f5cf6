package dev.repartee.foundation.storage;

import dev.repartee.foundation.http.Unavailable;

/** The storage is away, too slow, or refuses us. Trying again later may help. */
public class StorageUnavailable extends Unavailable {

  public StorageUnavailable(Throwable cause) {
    super("The file storage is not available right now.", cause);
  }
}
