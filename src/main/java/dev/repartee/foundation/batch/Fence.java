package dev.repartee.foundation.batch;

import jakarta.batch.api.chunk.listener.ChunkListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import javax.sql.DataSource;

/**
 * Keeps an execution that was taken for dead from committing: every chunk ends with a look, in its
 * transaction, whether the execution still counts as running. To be named as a listener in the step
 * of every batch.
 */
@Named("fence")
@Dependent
public class Fence implements ChunkListener {

  private final RunStore store;
  private final JobContext context;

  @Inject
  Fence(DataSource dataSource, JobContext context) {
    this.store = new RunStore(dataSource);
    this.context = context;
  }

  @Override
  public void beforeChunk() {}

  @Override
  public void onError(Exception failure) {}

  @Override
  public void afterChunk() {
    if (!store.hold(context.getExecutionId())) {
      throw new IllegalStateException(
          "Execution " + context.getExecutionId() + " was stopped or given to another server");
    }
  }
}
