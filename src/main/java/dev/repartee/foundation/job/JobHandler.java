package dev.repartee.foundation.job;

import jakarta.json.JsonObject;

/**
 * Runs the jobs with payloads of one type: a CDI bean that implements this for its payload record
 * is all a new kind of job takes. A job is run at least once; its effect happens exactly once if it
 * is done in {@link JobContext#complete}.
 *
 * @param <P> a public record that JSON-B can write and read. A component that was added may be
 *     absent, because payloads of the version before are still waiting when a new version starts;
 *     for any other change raise {@link #version()}
 */
public interface JobHandler<P extends Record> {

  /** How these jobs are run. */
  JobOptions options();

  /**
   * Does the work. Returning completes the job; throwing fails this attempt, and the job is tried
   * again or, after the last attempt or a {@link FinalFailure}, moved to the dead ones. The thread
   * is interrupted when the attempt runs out of time, has lost its lease, or the server stops.
   */
  void run(P payload, JobContext job) throws Exception;

  /**
   * What follows when the last attempt has failed; part of the transaction that moves the job to
   * the dead ones. If it throws, that is tried again later.
   */
  default void dead(P payload) {}

  /** What holds for the queue of these jobs over all instances. */
  default QueueLimits limits() {
    return QueueLimits.NONE;
  }

  /** The version of the payloads that are written now, 1 or more. */
  default int version() {
    return 1;
  }

  /**
   * Turns a payload of an older version into one of {@link #version()}.
   *
   * @param from the version it was written with
   */
  default JsonObject upgrade(JsonObject payload, int from) {
    return payload;
  }
}
