package dev.repartee.foundation.job;

import java.time.Duration;

/**
 * How a queue stands.
 *
 * @param held how many wait for others: of their group, or for their children
 * @param oldest how long the longest-waiting ready job has been waiting; zero when there is none
 */
public record QueueFigures(
    String queue,
    long ready,
    long running,
    long delayed,
    long held,
    long dead,
    boolean paused,
    Duration oldest) {

  /** Of a queue in which there is nothing. */
  static QueueFigures none(String queue) {
    return new QueueFigures(queue, 0, 0, 0, 0, 0, false, Duration.ZERO);
  }
}
