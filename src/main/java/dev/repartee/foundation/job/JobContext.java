package dev.repartee.foundation.job;

import java.util.UUID;

/** One attempt at a job, for its handler. */
public interface JobContext {

  UUID id();

  /** 1 for the first. */
  int attempt();

  /** How many there are at most. */
  int attempts();

  /**
   * For work that can not be interrupted, between its steps; costs nothing.
   *
   * @throws LeaseLost when this attempt was stopped: out of time, displaced, cancelled, or the
   *     server stops
   */
  void checkAlive();

  /**
   * Runs the effect and completes the job in one transaction: both happen or neither. To be called
   * at most once, as the last thing.
   *
   * @throws LeaseLost when the job is no longer this attempt's; the effect is then rolled back
   */
  void complete(Runnable effect);

  /**
   * Notes how far the work has come.
   *
   * @param percent 0 to 100
   * @throws LeaseLost when the job is no longer this attempt's
   */
  void progress(int percent);

  /**
   * Leaves something to be seen with the job once it is done, if it is kept then. To be called
   * before {@link #complete}; the last one counts.
   *
   * @param value a public record that JSON-B can write, at most 16 KB
   */
  void result(Record value);
}
