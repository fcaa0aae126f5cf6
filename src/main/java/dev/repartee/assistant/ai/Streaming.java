package dev.repartee.assistant.ai;

/** A stream under way. */
public interface Streaming {

  /**
   * Stops it, at once and for good: the provider's connection is closed, no further piece comes.
   * Does nothing when it has ended.
   */
  void cancel();
}
