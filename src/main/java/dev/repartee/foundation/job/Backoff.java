package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * How long to wait before the next attempt. Up to a fifth is added at random, so that jobs that
 * failed together do not come back together.
 */
public final class Backoff {

  private static final double JITTER = 0.2;
  private static final String EXPONENTIAL = "exponential";

  private final List<Duration> delays;
  private final boolean exponential;

  private Backoff(List<Duration> delays, boolean exponential) {
    if (delays.isEmpty() || delays.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("a backoff needs waits of zero or more, not " + delays);
    }
    this.delays = List.copyOf(delays);
    this.exponential = exponential;
  }

  /** The same wait every time. */
  public static Backoff fixed(Duration delay) {
    return new Backoff(List.of(delay), false);
  }

  /** Twice the wait every time, up to {@code most}. */
  public static Backoff exponential(Duration first, Duration most) {
    if (first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException("can not double from " + first + " to " + most);
    }
    return new Backoff(List.of(first, most), true);
  }

  /** These waits in turn; the last one from then on. */
  public static Backoff listed(List<Duration> delays) {
    return new Backoff(delays, false);
  }

  /** The wait after this many failed attempts (1 or more), without the random part. */
  Duration after(int failures) {
    if (!exponential) {
      return delays.get(Math.min(failures, delays.size()) - 1);
    }
    Duration most = delays.get(1);
    Duration wait = delays.get(0);
    for (int i = 1; i < failures && wait.compareTo(most) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(most) < 0 ? wait : most;
  }

  Duration after(int failures, RandomGenerator random) {
    Duration wait = after(failures);
    return wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
  }

  /** As the job table keeps it. */
  String text() {
    return (exponential ? EXPONENTIAL + " " : "")
        + delays.stream().map(Duration::toString).collect(Collectors.joining(" "));
  }

  static Backoff parse(String text) {
    boolean exponential = text.startsWith(EXPONENTIAL);
    String list = exponential ? text.substring(EXPONENTIAL.length() + 1) : text;
    return new Backoff(Arrays.stream(list.split(" ")).map(Duration::parse).toList(), exponential);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Backoff backoff && backoff.text().equals(text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
