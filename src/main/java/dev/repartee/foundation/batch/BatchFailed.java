package dev.repartee.foundation.batch;

import jakarta.batch.runtime.BatchStatus;

/** A batch execution has ended before its work was done; the log says why. */
public final class BatchFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  BatchFailed(long execution, BatchStatus status) {
    super("batch execution " + execution + " is " + status);
  }
}
