package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What ties a job to other jobs, and keeps it after its end; most jobs have none of it.
 *
 * @param dedupe what happens when another job of the queue has the same dedupe key
 * @param period for how long a throttled key answers its first job
 * @param group jobs of the queue with this key run one at a time, in the order of enqueueing
 * @param parent the job that waits for this one
 * @param awaitsChildren whether it waits until no job names it as its parent any more
 * @param survivesChildren whether it runs even though a child died; it dies too otherwise
 * @param rateKey whose share of the queue's rate per key it uses
 * @param keepFor how long it is kept after it is done; zero: it is not
 */
record Ties(
    Dedupe dedupe,
    Duration period,
    @Nullable String group,
    @Nullable UUID parent,
    boolean awaitsChildren,
    boolean survivesChildren,
    @Nullable String rateKey,
    Duration keepFor) {

  static final Ties NONE =
      new Ties(Dedupe.SIMPLE, Duration.ZERO, null, null, false, false, null, Duration.ZERO);

  private static final int MAX_KEY = 200;

  /** What a dedupe key does. */
  enum Dedupe {
    /** While a job with the key is not done, another one is not added. */
    SIMPLE,
    /** One in each period. */
    THROTTLE,
    /** The waiting one waits longer. */
    DEBOUNCE,
    /** The waiting one gets the new payload. */
    KEEP_LAST
  }

  Ties {
    check(group);
    check(rateKey);
    if (group != null && awaitsChildren) {
      throw new IllegalArgumentException("a job of a group can not wait for children");
    }
    if (keepFor.isNegative() || period.isNegative()) {
      throw new IllegalArgumentException("a time can not be negative");
    }
  }

  private static void check(@Nullable String key) {
    if (key != null && (key.isEmpty() || key.length() > MAX_KEY)) {
      throw new IllegalArgumentException("a key has 1 to 200 characters");
    }
  }

  Ties dedupe(Dedupe mode, Duration per) {
    return new Ties(mode, per, group, parent, awaitsChildren, survivesChildren, rateKey, keepFor);
  }

  Ties group(String key) {
    return new Ties(
        dedupe, period, key, parent, awaitsChildren, survivesChildren, rateKey, keepFor);
  }

  Ties parent(UUID job) {
    return new Ties(dedupe, period, group, job, awaitsChildren, survivesChildren, rateKey, keepFor);
  }

  Ties awaitingChildren(boolean survives) {
    return new Ties(dedupe, period, group, parent, true, survives, rateKey, keepFor);
  }

  Ties rateKey(String key) {
    return new Ties(dedupe, period, group, parent, awaitsChildren, survivesChildren, key, keepFor);
  }

  Ties keepFor(Duration time) {
    return new Ties(dedupe, period, group, parent, awaitsChildren, survivesChildren, rateKey, time);
  }
}
