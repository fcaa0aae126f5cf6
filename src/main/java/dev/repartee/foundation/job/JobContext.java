package dev.repartee.foundation.job;

import java.util.UUID;

/** One attempt at a job, for its handler. */
public interface JobContext {

  UUID id();

  int attempt();

  /** Runs the effect and completes the job in one transaction. */
  void complete(Runnable effect);

  void progress(int percent);
}
