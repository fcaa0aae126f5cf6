package dev.repartee.assistant.ai;

/** A question was cancelled; nobody waits for its answer. */
final class Stopped extends RuntimeException {

  Stopped() {
    super("cancelled", null, false, false);
  }
}
