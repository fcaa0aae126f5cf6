package dev.repartee.assistant.knowledge;

import dev.repartee.foundation.data.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The vectors of chunks, and which of them another model has made than the one in use. */
@ApplicationScoped
class Embeddings {

  private static final String FOREIGN = "embedding_model IS DISTINCT FROM ?";

  private final Sql sql;
  private final ChunkStore chunks;
  private final Instance<Embedder> embedders;

  @Inject
  Embeddings(DataSource dataSource, ChunkStore chunks, Instance<Embedder> embedders) {
    this.sql = new Sql(dataSource);
    this.chunks = chunks;
    this.embedders = embedders;
  }

  private Optional<Embedder> embedder() {
    return embedders.stream().findFirst();
  }

  /** The model in use, if some chunk has no vector of it. */
  Optional<String> wanting() {
    return embedder().map(Embedder::model).filter(model -> !foreign(new UUID(0, 0), 1).isEmpty());
  }

  /** How many chunks have no vector of the model in use. */
  long count() {
    return embedder()
        .map(
            embedder ->
                sql.rows(
                        "SELECT count(*) FROM knowledge_chunk WHERE " + FOREIGN,
                        row -> row.getLong(1),
                        embedder.model())
                    .get(0))
        .orElse(0L);
  }

  /** Chunks that have no vector of the model in use, in the order of their ids. */
  List<UUID> foreign(UUID after, int most) {
    return embedder()
        .map(
            embedder ->
                sql.rows(
                    "SELECT id FROM knowledge_chunk WHERE id > ? AND "
                        + FOREIGN
                        + " ORDER BY id LIMIT ?",
                    row -> row.getObject(1, UUID.class),
                    after,
                    embedder.model(),
                    most))
        .orElse(List.of());
  }

  private record Text(UUID id, String searchable) {}

  /** Gives chunks vectors of the model in use, in the caller's transaction. */
  void renew(List<UUID> ids) {
    embedder().ifPresent(embedder -> renew(embedder, ids));
  }

  private void renew(Embedder embedder, List<UUID> ids) {
    // Locked, so that a text that is being changed does not get the vector of its former self.
    List<Text> texts =
        sql.rows(
            """
            SELECT id, concat_ws(E'\\n', title, text, template) FROM knowledge_chunk
            WHERE id = ANY (?) AND embedding_model IS DISTINCT FROM ? FOR UPDATE
            """,
            row -> new Text(row.getObject(1, UUID.class), row.getString(2)),
            ids,
            embedder.model());
    List<float[]> vectors = embedder.embed(texts.stream().map(Text::searchable).toList());
    IntStream.range(0, texts.size())
        .forEach(i -> write(texts.get(i).id(), vectors.get(i), embedder.model()));
  }

  private void write(UUID id, float[] vector, String model) {
    List<String> numbers =
        IntStream.range(0, vector.length).mapToObj(i -> Float.toString(vector[i])).toList();
    sql.change(
        "UPDATE knowledge_chunk SET embedding = CAST(? AS real[]), embedding_model = ? WHERE id = ?",
        numbers,
        model,
        id);
    if (chunks.hasVectorIndex()) {
      sql.change(
          "UPDATE knowledge_chunk SET embedding_vector = embedding::vector WHERE id = ?", id);
    }
  }
}
