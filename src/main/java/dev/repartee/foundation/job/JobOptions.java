package dev.repartee.foundation.job;

import java.time.Duration;

/** How a job is run. */
public record JobOptions(String queue, int attempts, Backoff backoff, Duration timeout) {

  public static JobOptions of(String queue) {
    return new JobOptions(queue, 3, Backoff.fixed(Duration.ofSeconds(5)), Duration.ofMinutes(1));
  }

  public JobOptions attempts(int attempts) {
    return new JobOptions(queue, attempts, backoff, timeout);
  }

  public JobOptions backoff(Backoff backoff) {
    return new JobOptions(queue, attempts, backoff, timeout);
  }

  public JobOptions timeout(Duration timeout) {
    return new JobOptions(queue, attempts, backoff, timeout);
  }
}
