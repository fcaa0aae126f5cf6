package dev.repartee.assistant.knowledge;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Gives chunks vectors of the model in use. */
@Named("chunkEmbeddingWriter")
@Dependent
public class ChunkEmbeddingWriter extends AbstractItemWriter {

  private final Embeddings embeddings;

  @Inject
  ChunkEmbeddingWriter(Embeddings embeddings) {
    this.embeddings = embeddings;
  }

  @Override
  public void writeItems(List<Object> items) {
    embeddings.renew(items.stream().map(UUID.class::cast).toList());
  }
}
