package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.List;

/** How long to wait before trying again. */
public record Backoff(List<Duration> delays) {

  public static Backoff fixed(Duration delay) {
    return new Backoff(List.of(delay));
  }

  public static Backoff exponential(Duration first, Duration most) {
    return new Backoff(List.of(first, most));
  }

  public static Backoff listed(List<Duration> delays) {
    return new Backoff(delays);
  }
}
