package dev.repartee.foundation.job;

import java.util.UUID;

/** Enqueues work. */
public interface Jobs {

  /**
   * Writes the job in the caller's transaction: roll back, and there was none; commit, and it runs,
   * whatever dies next.
   */
  UUID enqueue(Record payload);
}
