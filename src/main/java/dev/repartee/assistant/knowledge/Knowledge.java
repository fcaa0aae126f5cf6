package dev.repartee.assistant.knowledge;

import dev.repartee.assistant.transcript.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Finds what helps with a conversation: full-text and, where there is an {@link Embedder}, vector
 * search, their ranks fused, with a preference for the conversation's phase.
 */
@ApplicationScoped
public class Knowledge {

  private static final double PHASE_WEIGHT = 0.6;

  private final ChunkStore chunks;
  private final Instance<Embedder> embedders;

  @Inject
  Knowledge(ChunkStore chunks, Instance<Embedder> embedders) {
    this.chunks = chunks;
    this.embedders = embedders;
  }

  /** The best chunks first; ids of chunks are stable until their document is loaded again. */
  @Transactional
  public List<Passage> search(UUID workspaceId, SearchRequest request) {
    RankFusion fusion = new RankFusion();
    if (saysSomething(request.text())) {
      fusion.add(chunks.byWords(workspaceId, request), 1);
      embedders.stream()
          .forEach(
              embedder -> {
                float[] vector = embedder.embed(List.of(request.text())).get(0);
                fusion.add(chunks.byVector(workspaceId, request, embedder.model(), vector), 1);
              });
    }
    Phase phase = request.phase();
    if (phase != null) {
      fusion.add(chunks.byPhase(workspaceId, request, phase), PHASE_WEIGHT);
    }
    return chunks.load(best(fusion.scores(), request.limit()));
  }

  /** One chunk; empty when its document has been loaded anew without it. */
  @Transactional
  public Optional<Passage> find(UUID id) {
    return chunks.load(Map.of(id, 1.0)).stream().findFirst();
  }

  /** Embedding models refuse text of nothing but blanks and control characters. */
  private static boolean saysSomething(String text) {
    return text.chars().anyMatch(c -> c > ' ' && !Character.isWhitespace(c));
  }

  private static Map<UUID, Double> best(Map<UUID, Double> scores, int limit) {
    return scores.entrySet().stream()
        .sorted(
            Map.Entry.<UUID, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
