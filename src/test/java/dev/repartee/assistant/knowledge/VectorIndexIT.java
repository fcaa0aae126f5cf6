package dev.repartee.assistant.knowledge;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.repartee.testing.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The same search on a Postgres with pgvector, at {@code PGVECTOR_DATABASE_URL}. Without one it is
 * skipped; with {@code REPARTEE_CI=true} that is a failure.
 */
class VectorIndexIT extends KnowledgeIT {

  @Override
  URI database() throws SQLException {
    String given = System.getenv().getOrDefault("PGVECTOR_DATABASE_URL", "");
    if (!"true".equals(System.getenv("REPARTEE_CI"))) {
      assumeTrue(!given.isBlank(), "No Postgres with pgvector is given");
    }
    assertTrue(!given.isBlank(), "PGVECTOR_DATABASE_URL is missing");
    URI server = URI.create(given);
    String name = "knowledge_" + UUID.randomUUID().toString().replace('-', '_');
    try (Connection connection = TestDatabase.at(server.toString()).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      // At any size, so that every test here is about the index.
      for (String other : List.of("enable_seqscan", "enable_bitmapscan", "enable_sort")) {
        statement.execute("ALTER DATABASE " + name + " SET " + other + " = off");
      }
    }
    return server.resolve("/" + name);
  }

  @Test
  void theIndexIsThereAndUsed() throws Exception {
    assertTrue(chunks().hasVectorIndex());
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows =
          statement.executeQuery(
              "EXPLAIN SELECT id FROM knowledge_chunk WHERE embedding_vector IS NOT NULL"
                  + " ORDER BY embedding_vector <=> (SELECT embedding_vector FROM knowledge_chunk"
                  + " WHERE embedding_vector IS NOT NULL LIMIT 1) LIMIT 5")) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      assertTrue(plan.toString().contains("knowledge_chunk_vector"), plan.toString());
    }
  }
}
