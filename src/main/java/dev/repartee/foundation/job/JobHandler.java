package dev.repartee.foundation.job;

/** Runs the jobs with payloads of one type. A CDI bean, found by that type. */
public interface JobHandler<P extends Record> {

  JobOptions options();

  void run(P payload, JobContext job) throws Exception;

  /**
   * What follows when the last attempt has failed; part of the transaction that marks the job dead.
   */
  default void dead(P payload, JobContext job, Throwable last) {}
}
