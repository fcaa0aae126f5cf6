package dev.repartee.foundation.job;

import org.jspecify.annotations.Nullable;

/**
 * What holds for a queue over all instances, also while Redis is away. It costs a transaction for
 * each fetch, so a queue has none of it unless it says so.
 *
 * @param running how many run at a time; 0 for no limit
 * @param rate how many attempts begin in a time
 * @param ratePerKey the same for those of one {@link JobOptions#rateKey}
 */
public record QueueLimits(int running, @Nullable Rate rate, @Nullable Rate ratePerKey) {

  public static final QueueLimits NONE = new QueueLimits(0, null, null);

  public QueueLimits running(int most) {
    return new QueueLimits(most, rate, ratePerKey);
  }

  public QueueLimits rate(Rate most) {
    return new QueueLimits(running, most, ratePerKey);
  }

  public QueueLimits ratePerKey(Rate most) {
    return new QueueLimits(running, rate, most);
  }
}
