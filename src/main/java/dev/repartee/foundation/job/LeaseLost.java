package dev.repartee.foundation.job;

import java.util.UUID;

/**
 * The job was given to another worker, or cancelled: whatever this one still does must not count.
 */
public class LeaseLost extends RuntimeException {

  public LeaseLost(UUID job) {
    super("The lease of job " + job + " is lost");
  }
}
