package dev.repartee.assistant.knowledge.minilm;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.repartee.assistant.knowledge.Embedder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** all-MiniLM-L6-v2, quantized, run by ONNX Runtime. The model is loaded on first use and kept. */
@ApplicationScoped
class MiniLmEmbedder implements Embedder {

  private @Nullable AllMiniLmL6V2QuantizedEmbeddingModel model;

  @Override
  public String model() {
    return "all-minilm-l6-v2-q";
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return loaded().embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
        .map(embedding -> embedding.vector())
        .toList();
  }

  private synchronized AllMiniLmL6V2QuantizedEmbeddingModel loaded() {
    AllMiniLmL6V2QuantizedEmbeddingModel loaded = model;
    if (loaded == null) {
      // Its own pool would be as wide as the machine; one text at a time is fast enough here.
      loaded = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
      model = loaded;
    }
    return loaded;
  }
}
