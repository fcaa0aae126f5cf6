package dev.repartee.foundation.job;

import org.jspecify.annotations.Nullable;

/**
 * Which jobs; a part that is null does not count.
 *
 * @param error a part of the last error, in any case
 */
public record JobFilter(@Nullable String queue, @Nullable String type, @Nullable String error) {

  public static final JobFilter ALL = new JobFilter(null, null, null);

  static final int MOST_LISTED = 500;
  static final int MOST_CHANGED = 10_000;

  public JobFilter queue(String name) {
    return new JobFilter(name, type, error);
  }

  public JobFilter type(String name) {
    return new JobFilter(queue, name, error);
  }

  public JobFilter error(String part) {
    return new JobFilter(queue, type, part);
  }

  /** For LIKE: what the part matches as it is written. */
  @Nullable String errorPattern() {
    return error == null ? null : "%" + error.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  static int bounded(int most, int limit) {
    if (most < 1 || most > limit) {
      throw new IllegalArgumentException("1 to " + limit + " jobs at a time, not " + most);
    }
    return most;
  }
}
