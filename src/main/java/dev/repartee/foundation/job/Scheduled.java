package dev.repartee.foundation.job;

/**
 * Has a schedule that holds while the product runs: a CDI bean that implements this is found when a
 * worker starts. A {@link JobHandler} may say itself when its job runs.
 */
public interface Scheduled {

  Schedule schedule();
}
