package dev.repartee.foundation.batch;

import dev.repartee.foundation.job.JobContext;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Runs batches on behalf of jobs. The job's lease is what keeps two of them from running the same
 * batch: whoever has it may take for dead what another server has left running, and {@link Fence}
 * keeps that one from committing another chunk.
 */
@ApplicationScoped
public class BatchRuns {

  private static final System.Logger LOG = System.getLogger(BatchRuns.class.getName());
  private static final Duration LOOK = Duration.ofMillis(250);

  /** How long a stopped execution may take to come to its next checkpoint. */
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final RunStore store;
  private final BatchProgress progress;
  private final InstantSource clock;

  @Inject
  BatchRuns(DataSource dataSource, BatchProgress progress, InstantSource clock) {
    this.store = new RunStore(dataSource);
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Runs a batch to its end, and stops it when the attempt is stopped. If the last execution with
   * this key was cut off, failed or was stopped, it is continued from its checkpoint; else a new
   * one begins.
   *
   * @param batch the name of its definition in {@code META-INF/batch-jobs}
   * @param key what tells this run from others of the batch, at most 200 characters; the batch
   *     reads it as its parameter {@code run}
   * @throws BatchFailed when it fails; the next attempt continues it
   * @throws InterruptedException when the attempt is stopped
   */
  public void run(String batch, String key, JobContext job) throws InterruptedException {
    JobOperator operator = BatchRuntime.getJobOperator();
    long execution = begin(operator, batch, key);
    try {
      follow(operator, execution, job);
    } catch (InterruptedException | RuntimeException e) {
      stop(operator, execution);
      throw e;
    } finally {
      progress.forget(execution);
    }
  }

  private long begin(JobOperator operator, String batch, String key) {
    Properties parameters = new Properties();
    parameters.setProperty(RunStore.KEY, key);
    OptionalLong last = store.last(batch, key);
    if (last.isPresent()) {
      long execution = last.getAsLong();
      if (store.abandon(execution, clock.instant())) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Batch {0} ({1}) was cut off in execution {2}",
            batch,
            key,
            Long.toString(execution));
      }
      BatchStatus status = operator.getJobExecution(execution).getBatchStatus();
      if (status == BatchStatus.FAILED || status == BatchStatus.STOPPED) {
        try {
          return operator.restart(execution, parameters);
        } catch (BatchRuntimeException e) { // the definition has changed, for instance
          LOG.log(
              System.Logger.Level.WARNING,
              "Batch " + batch + " (" + key + ") can not be continued and begins anew",
              e);
        }
      }
    }
    return operator.start(batch, parameters);
  }

  private void follow(JobOperator operator, long execution, JobContext job)
      throws InterruptedException {
    int told = 0;
    while (true) {
      BatchStatus status = operator.getJobExecution(execution).getBatchStatus();
      if (status == BatchStatus.COMPLETED) {
        return;
      }
      // A server that stops ends its batches first and its jobs after: this one is given back then.
      if (hasEnded(status) && status != BatchStatus.STOPPED) {
        throw new BatchFailed(execution, status);
      }
      job.checkAlive();
      int percent = progress.of(execution);
      if (percent > told) {
        job.progress(percent);
        told = percent;
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  private static boolean hasEnded(BatchStatus status) {
    return switch (status) {
      case COMPLETED, FAILED, STOPPED, ABANDONED -> true;
      case STARTING, STARTED, STOPPING -> false;
    };
  }

  /** Waits a little for the end, so that whoever comes next finds it stopped and not cut off. */
  private static void stop(JobOperator operator, long execution) {
    boolean interrupted = Thread.interrupted();
    try {
      if (hasEnded(operator.getJobExecution(execution).getBatchStatus())) {
        return;
      }
      operator.stop(execution);
      long end = System.nanoTime() + STOPPING.toNanos();
      while (System.nanoTime() < end
          && !hasEnded(operator.getJobExecution(execution).getBatchStatus())) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
    } catch (BatchRuntimeException e) { // it has ended by itself, or the database is away
      LOG.log(System.Logger.Level.WARNING, "Execution " + execution + " could not be stopped", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
