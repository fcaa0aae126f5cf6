package dev.repartee.assistant.knowledge;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.data.Ids;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the playbook of this version into the database: once, whichever instance comes first, and
 * again only when its text or the embedding model has changed. Chunks keep their ids while their
 * keys stay.
 */
@ApplicationScoped
class PlaybookLoader {

  private static final System.Logger LOG = System.getLogger(PlaybookLoader.class.getName());

  static final String NAME = "playbook";

  /** Any number that no other part of the product locks. */
  private static final long LOCK = 0x706c6179L;

  private final DataSource dataSource;
  private final ChunkStore chunks;
  private final Instance<Embedder> embedders;
  private final InstantSource clock;

  @Inject
  PlaybookLoader(
      DataSource dataSource, ChunkStore chunks, Instance<Embedder> embedders, InstantSource clock) {
    this.dataSource = dataSource;
    this.chunks = chunks;
    this.embedders = embedders;
    this.clock = clock;
  }

  @Transactional
  void load(@Observes @Priority(StartOrder.CONTENT) Startup event) throws SQLException {
    PlaybookFiles playbook = PlaybookFiles.read();
    Optional<Embedder> embedder = embedders.stream().findFirst();
    String version = playbook.hash().substring(0, 32) + model(embedder);
    try (Connection connection = dataSource.getConnection()) {
      lock(connection);
      if (loaded(connection).filter(version::equals).isPresent()) {
        return;
      }
      UUID document = upsertDocument(connection, version);
      removeMissing(connection, document, playbook.chunks());
      upsertChunks(connection, document, playbook.chunks(), embedder);
    }
    LOG.log(System.Logger.Level.INFO, "The playbook has {0} chunks", playbook.chunks().size());
  }

  /** Thirty-two characters that stand for the embedding model, to fit the column with the hash. */
  private static String model(Optional<Embedder> embedder) {
    String model = embedder.map(Embedder::model).orElse("none");
    return (model + "-".repeat(32)).substring(0, 32);
  }

  private static void lock(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      select.setLong(1, LOCK);
      select.executeQuery().close();
    }
  }

  private static Optional<String> loaded(Connection connection) throws SQLException {
    String sql =
        "SELECT content_hash FROM knowledge_document WHERE workspace_id IS NULL AND name = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, NAME);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private UUID upsertDocument(Connection connection, String version) throws SQLException {
    String sql =
        """
        INSERT INTO knowledge_document (id, workspace_id, name, source, content_hash, created_at, updated_at)
        VALUES (?, NULL, ?, 'PLAYBOOK', ?, ?, ?)
        ON CONFLICT (name) WHERE workspace_id IS NULL
        DO UPDATE SET content_hash = excluded.content_hash, updated_at = excluded.updated_at
        RETURNING id
        """;
    Timestamp now = Timestamp.from(clock.instant());
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, Ids.next());
      insert.setString(2, NAME);
      insert.setString(3, version);
      insert.setTimestamp(4, now);
      insert.setTimestamp(5, now);
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getObject(1, UUID.class);
      }
    }
  }

  private static void removeMissing(
      Connection connection, UUID document, List<PlaybookFiles.Chunk> kept) throws SQLException {
    String sql = "DELETE FROM knowledge_chunk WHERE document_id = ? AND NOT chunk_key = ANY (?)";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setObject(1, document);
      delete.setArray(
          2,
          connection.createArrayOf("text", kept.stream().map(PlaybookFiles.Chunk::key).toArray()));
      delete.executeUpdate();
    }
  }

  private void upsertChunks(
      Connection connection,
      UUID document,
      List<PlaybookFiles.Chunk> playbook,
      Optional<Embedder> embedder)
      throws SQLException {
    List<float[]> vectors =
        embedder
            .map(e -> e.embed(playbook.stream().map(PlaybookFiles.Chunk::searchable).toList()))
            .orElse(List.of());
    String sql =
        """
        INSERT INTO knowledge_chunk
          (id, document_id, workspace_id, chunk_key, title, phase, goal, type, styles, text, template, why,
           embedding, embedding_model)
        VALUES (?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (document_id, chunk_key) DO UPDATE SET
          title = excluded.title, phase = excluded.phase, goal = excluded.goal, type = excluded.type,
          styles = excluded.styles, text = excluded.text, template = excluded.template, why = excluded.why,
          embedding = excluded.embedding, embedding_model = excluded.embedding_model
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < playbook.size(); i++) {
        bind(connection, insert, document, playbook.get(i));
        float @Nullable [] vector = vectors.isEmpty() ? null : vectors.get(i);
        insert.setArray(12, vector == null ? null : ChunkStore.array(connection, vector));
        insert.setString(13, embedder.map(Embedder::model).orElse(null));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    if (chunks.hasVectorIndex()) {
      copyToVectorColumn(connection, document);
    }
  }

  private static void bind(
      Connection connection, PreparedStatement insert, UUID document, PlaybookFiles.Chunk chunk)
      throws SQLException {
    insert.setObject(1, Ids.next());
    insert.setObject(2, document);
    insert.setString(3, chunk.key());
    insert.setString(4, chunk.title());
    insert.setString(5, chunk.phase());
    insert.setString(6, chunk.goal());
    insert.setString(7, chunk.type());
    insert.setArray(8, connection.createArrayOf("text", chunk.styles().toArray()));
    insert.setString(9, chunk.text());
    insert.setString(10, chunk.template());
    insert.setString(11, chunk.why());
  }

  private static void copyToVectorColumn(Connection connection, UUID document) throws SQLException {
    String sql =
        "UPDATE knowledge_chunk SET embedding_vector = embedding::vector WHERE document_id = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, document);
      update.executeUpdate();
    }
  }
}
