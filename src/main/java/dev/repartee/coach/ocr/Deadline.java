package dev.repartee.coach.ocr;

import dev.repartee.coach.ocr.UnreadableImage.Reason;
import java.time.Duration;

/** The moment by which an image must have been read. Measured on the monotonic clock. */
record Deadline(long nanos) {

  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** Throws when the moment has passed. */
  void check() {
    if (System.nanoTime() - nanos >= 0) {
      throw new UnreadableImage(Reason.TIMEOUT);
    }
  }
}
