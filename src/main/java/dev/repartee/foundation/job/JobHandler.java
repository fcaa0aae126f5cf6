package dev.repartee.foundation.job;

/**
 * Runs the jobs with payloads of one type: a CDI bean that implements this for its payload record
 * is all a new kind of job takes. A job is run at least once; its effect happens exactly once if it
 * is done in {@link JobContext#complete}.
 *
 * @param <P> a public record that JSON-B can write and read. A new component must be allowed to be
 *     absent, because payloads of the version before are still waiting when a new version starts
 */
public interface JobHandler<P extends Record> {

  /** How these jobs are run. */
  JobOptions options();

  /**
   * Does the work. Returning completes the job; throwing fails this attempt, and the job is tried
   * again or, after the last attempt, moved to the dead ones. The thread is interrupted when the
   * attempt runs out of time or has lost its lease.
   */
  void run(P payload, JobContext job) throws Exception;

  /**
   * What follows when the last attempt has failed; part of the transaction that moves the job to
   * the dead ones.
   */
  default void dead(P payload) {}
}
