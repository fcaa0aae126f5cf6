package dev.repartee.assistant.knowledge;

import dev.repartee.assistant.transcript.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds chunks. Native SQL, because ranking by text and by vector is what Postgres is here for. A
 * workspace sees its own chunks and those of the playbook.
 */
@ApplicationScoped
class ChunkStore {

  /** How many candidates each way of ranking may name. */
  private static final int CANDIDATES = 24;

  private static final String VISIBLE =
      "(workspace_id IS NULL OR workspace_id = ?) AND (?::text IS NULL OR goal = ?)";

  // The words of a conversation are alternatives, not conditions: any of them may match.
  private static final String BY_WORDS =
      """
      WITH words AS (
        SELECT to_tsquery('simple', string_agg(quote_literal(lexeme), ' | ')) AS query
        FROM unnest(to_tsvector('english', ?)))
      SELECT id FROM knowledge_chunk, words
      WHERE search @@ words.query AND %s
      ORDER BY ts_rank_cd(search, words.query, 1) DESC, chunk_key
      LIMIT ?
      """
          .formatted(VISIBLE);

  private static final String BY_EXACT_COSINE =
      """
      SELECT id FROM knowledge_chunk
      WHERE embedding_model = ? AND %s
      ORDER BY (SELECT sum(mine::float8 * theirs) FROM unnest(embedding, ?) AS pair (mine, theirs)) DESC, chunk_key
      LIMIT ?
      """
          .formatted(VISIBLE);

  private static final String BY_VECTOR_INDEX =
      """
      SELECT id FROM knowledge_chunk
      WHERE embedding_model = ? AND %s AND embedding_vector IS NOT NULL
      ORDER BY embedding_vector <=> (?::real[])::vector
      LIMIT ?
      """
          .formatted(VISIBLE);

  private static final String BY_PHASE =
      """
      SELECT id FROM knowledge_chunk
      WHERE phase = ? AND %s
      ORDER BY (template IS NULL), chunk_key
      LIMIT ?
      """
          .formatted(VISIBLE);

  private final DataSource dataSource;
  private volatile @Nullable Boolean vectorIndex;
  private volatile @Nullable Boolean iterativeScan;

  @Inject
  ChunkStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  List<UUID> byWords(UUID workspaceId, SearchRequest request) {
    return ids(
        BY_WORDS,
        (select, connection) -> {
          select.setString(1, request.text());
          visible(select, 2, workspaceId, request);
          select.setInt(5, CANDIDATES);
        });
  }

  List<UUID> byVector(UUID workspaceId, SearchRequest request, String model, float[] vector) {
    return ids(
        hasVectorIndex() ? BY_VECTOR_INDEX : BY_EXACT_COSINE,
        (select, connection) -> {
          if (hasIterativeScan()) {
            searchOn(connection);
          }
          select.setString(1, model);
          visible(select, 2, workspaceId, request);
          select.setArray(5, array(connection, vector));
          select.setInt(6, CANDIDATES);
        });
  }

  List<UUID> byPhase(UUID workspaceId, SearchRequest request, Phase phase) {
    return ids(
        BY_PHASE,
        (select, connection) -> {
          select.setString(1, phase.name());
          visible(select, 2, workspaceId, request);
          select.setInt(5, CANDIDATES);
        });
  }

  /** The chunks with these ids, in the order of the scores. */
  List<Passage> load(Map<UUID, Double> scores) {
    return passages(
            "id = ANY (?)",
            (select, connection) -> select.setArray(1, uuids(connection, scores.keySet())),
            scores)
        .stream()
        .sorted(Comparator.comparingDouble(Passage::score).reversed().thenComparing(Passage::id))
        .toList();
  }

  /** The playbook's chunks that have a template. */
  List<Passage> templates() {
    return passages(
        "workspace_id IS NULL AND template IS NOT NULL ORDER BY chunk_key",
        (select, connection) -> {},
        Map.of());
  }

  private List<Passage> passages(String condition, Binding binding, Map<UUID, Double> scores) {
    String sql =
        "SELECT id, title, text, template, why, phase, goal, type, styles FROM knowledge_chunk WHERE "
            + condition;
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      binding.bind(select, connection);
      List<Passage> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID id = rows.getObject(1, UUID.class);
          found.add(passage(id, rows, scores.getOrDefault(id, 0.0)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("Chunks could not be read", e);
    }
  }

  static Array array(Connection connection, float[] vector) throws SQLException {
    Float[] boxed = new Float[vector.length];
    Arrays.setAll(boxed, i -> vector[i]);
    return connection.createArrayOf("float4", boxed);
  }

  /** Whether this database has pgvector and the migration has used it. */
  boolean hasVectorIndex() {
    Boolean known = vectorIndex;
    if (known == null) {
      known =
          exists(
              "information_schema.columns WHERE table_name = 'knowledge_chunk'"
                  + " AND column_name = 'embedding_vector' AND table_schema = current_schema()");
      vectorIndex = known;
    }
    return known;
  }

  /** Whether pgvector can search on when its first finds are not visible; from 0.8 on. */
  private boolean hasIterativeScan() {
    Boolean known = iterativeScan;
    if (known == null) {
      known =
          exists(
              "pg_extension WHERE extname = 'vector'"
                  + " AND string_to_array(extversion, '.')::int[] >= ARRAY[0, 8]");
      iterativeScan = known;
    }
    return known;
  }

  /** The index knows no workspaces: without this, others' chunks could crowd out all of ours. */
  private static void searchOn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET hnsw.iterative_scan = strict_order");
    }
  }

  private boolean exists(String rows) {
    return !ids("SELECT gen_random_uuid() FROM " + rows, (select, connection) -> {}).isEmpty();
  }

  @FunctionalInterface
  private interface Binding {
    void bind(PreparedStatement select, Connection connection) throws SQLException;
  }

  private List<UUID> ids(String sql, Binding binding) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      binding.bind(select, connection);
      List<UUID> ids = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    } catch (SQLException e) {
      throw new IllegalStateException("Chunks could not be searched", e);
    }
  }

  private static void visible(
      PreparedStatement select, int first, UUID workspaceId, SearchRequest request)
      throws SQLException {
    select.setObject(first, workspaceId);
    select.setString(first + 1, request.goal());
    select.setString(first + 2, request.goal());
  }

  private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  private static Passage passage(UUID id, ResultSet row, double score) throws SQLException {
    String phase = row.getString("phase");
    return new Passage(
        id.toString(),
        row.getString("title"),
        row.getString("text"),
        row.getString("template"),
        row.getString("why"),
        phase == null ? Phase.HOOK : Phase.valueOf(phase),
        row.getString("goal"),
        row.getString("type"),
        List.of((String[]) row.getArray("styles").getArray()),
        score);
  }
}
