package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Carries the ids of ready jobs to whoever has a free hand. It is speed, not truth: an id may be
 * lost or come twice, and neither does harm, because leasing in Postgres decides who works and the
 * sweeper finds what was forgotten.
 */
interface Dispatcher {

  /** Offers jobs to the workers; false when they were not taken. */
  boolean push(String queue, Collection<UUID> ids);

  /**
   * Waits for a ready job and takes what else is there.
   *
   * @return up to {@code most} ids, none when the wait was in vain; empty when nobody can be asked
   *     and Postgres is to be polled instead
   */
  Optional<List<UUID>> take(String queue, int most, Duration wait) throws InterruptedException;

  /** How many ids wait for the queue's workers, twice offered ones twice; empty when away. */
  OptionalInt waiting(String queue);

  /** Whether this instance is the one to sweep for that long; every instance is when away. */
  boolean claimSweep(Duration validity);
}
