package dev.repartee.foundation.job;

import java.time.Duration;

/** Is told what happens to schedules. */
interface ScheduleMeter {

  /** A tick has had its job, this long after its time. */
  void ticked(String schedule, Duration lag);

  /** A schedule has skipped what it missed. */
  void skipped(String schedule);
}
