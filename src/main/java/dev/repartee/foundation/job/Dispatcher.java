package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Carries the ids of ready jobs to whoever has a free hand. It is speed, not truth: an id may be
 * lost or come twice, and neither does harm, because leasing in Postgres decides who works and the
 * sweeper finds what was forgotten.
 */
interface Dispatcher {

  /** Offers jobs to the workers; false when they were not taken. */
  boolean push(Collection<Ready> jobs);

  /**
   * Waits for a ready job and takes what else is there of the same rank: urgent ones first, those
   * that yield to others last.
   *
   * @return up to {@code most} jobs, none when the wait was in vain; empty when nobody can be asked
   *     and Postgres is to be polled instead
   */
  Optional<List<Ready>> take(String queue, int most, Duration wait) throws InterruptedException;

  /** How many ids wait for the queue's workers, twice offered ones twice; empty when away. */
  OptionalInt waiting(String queue);

  /**
   * Whether this instance is the one to sweep. It stays so while it asks again within this time;
   * every instance is when nobody can be asked.
   */
  boolean claimSweep(Duration validity);

  /** Shows the other instances what this one has counted, for that long. */
  void share(List<QueueFigures> figures, Duration validity);

  /** What another instance has counted lately; nothing when none has, or nobody can be asked. */
  List<QueueFigures> shared();
}
