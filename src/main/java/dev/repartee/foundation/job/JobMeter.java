package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Is told what happens to jobs. */
interface JobMeter {

  /** An attempt begins. */
  void waited(Lease lease, Instant started);

  /** An attempt is over. */
  void ran(Lease lease, Duration took, Outcome outcome);

  /**
   * A job has no attempt left.
   *
   * @param failure what the last one threw, if its worker could tell
   */
  void died(Lease lease, @Nullable Throwable failure);

  /** A queue was counted. */
  void counted(QueueFigures now);

  /** What became of an attempt. */
  enum Outcome {
    COMPLETED,
    FAILED,
    TIMED_OUT,
    LEASE_LOST,
    GIVEN_BACK,
    UNSETTLED
  }
}
