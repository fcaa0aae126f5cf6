package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;

/** Is told what happens to jobs. */
interface JobMeter {

  /** An attempt begins. */
  void waited(Lease lease, Instant started);

  /** An attempt is over. */
  void ran(Lease lease, Duration took, Outcome outcome);

  /** A job has no attempt left. */
  void died(Lease lease);

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
