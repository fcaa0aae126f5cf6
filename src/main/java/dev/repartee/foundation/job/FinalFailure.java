package dev.repartee.foundation.job;

/** Thrown by a handler when another attempt would fail just the same: the job dies at once. */
public class FinalFailure extends RuntimeException {

  public FinalFailure(String message) {
    super(message);
  }
}
