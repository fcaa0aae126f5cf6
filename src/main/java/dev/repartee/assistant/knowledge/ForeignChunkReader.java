package dev.repartee.assistant.knowledge;

import dev.repartee.foundation.batch.BatchProgress;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The chunks whose vectors another model has made. */
@Named("foreignChunkReader")
@Dependent
public class ForeignChunkReader extends AbstractItemReader {

  private static final int PAGE = 256;

  private final Embeddings embeddings;
  private final BatchProgress progress;
  private final JobContext context;
  private final Deque<UUID> page = new ArrayDeque<>();
  private UUID last = new UUID(0, 0);
  private long all;
  private long done;

  @Inject
  ForeignChunkReader(Embeddings embeddings, BatchProgress progress, JobContext context) {
    this.embeddings = embeddings;
    this.progress = progress;
    this.context = context;
  }

  @Override
  public void open(@Nullable Serializable checkpoint) {
    if (checkpoint instanceof UUID id) {
      last = id;
    }
    all = embeddings.count();
  }

  @Override
  @SuppressWarnings("NullAway") // the end of the items is null, by the specification
  public @Nullable Object readItem() {
    if (page.isEmpty()) {
      page.addAll(embeddings.foreign(last, PAGE));
    }
    UUID next = page.poll();
    if (next != null) {
      last = next;
      progress.report(context.getExecutionId(), done++, all);
    }
    return next;
  }

  /** The last chunk that was read. */
  @Override
  public Serializable checkpointInfo() {
    return last;
  }
}
