package dev.repartee.foundation.storage;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;

/** The storage is away, too slow, or refuses us. Trying again later may help. */
public class StorageUnavailable extends Problem {

  public StorageUnavailable(Throwable cause) {
    super(ProblemType.UNAVAILABLE, "The file storage is not available right now.");
    initCause(cause);
  }
}
