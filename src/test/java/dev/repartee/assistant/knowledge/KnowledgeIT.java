package dev.repartee.assistant.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.assistant.transcript.Phase;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.data.Migrations;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.TestDatabase;
import jakarta.enterprise.event.Startup;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;

/** Search on the Postgres that the build brings, which has no pgvector. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnowledgeIT {

  private static final WordEmbedder EMBEDDER = new WordEmbedder();

  private PGSimpleDataSource dataSource;
  private ChunkStore chunks;
  private PlaybookLoader loader;
  private Knowledge knowledge;

  /** An empty database. */
  URI database() throws SQLException {
    return URI.create(LocalServices.forTests().newDatabase("template0"));
  }

  @BeforeAll
  void load() throws Exception {
    dataSource = TestDatabase.at(database().toString());
    try (Connection connection = dataSource.getConnection()) {
      Migrations.update(connection);
    }
    chunks = new ChunkStore(dataSource);
    loader = new PlaybookLoader(dataSource, chunks, EMBEDDER, InstantSource.system());
    loader.load(new Startup());
    knowledge = new Knowledge(chunks, EMBEDDER);
  }

  PGSimpleDataSource dataSource() {
    return dataSource;
  }

  ChunkStore chunks() {
    return chunks;
  }

  @Test
  void theBestChunkIsFoundByItsWordsByItsVectorAndByBoth() throws Exception {
    UUID workspace = newWorkspace();
    UUID wanted = add(workspace, "Refunds", "A refund reaches the account after five working days");
    add(workspace, "Parking", "Guests may park behind the house");
    SearchRequest question = request("When does a refund reach my account");
    assertEquals(wanted, chunks.byWords(workspace, question).get(0));
    assertEquals(wanted, byVector(workspace, question).get(0));
    Passage best = knowledge.search(workspace, question).get(0);
    assertEquals(wanted.toString(), best.id());
    assertEquals("Refunds", best.title());
  }

  @Test
  void onlyTheOwnChunksAndThePlaybookAreSeen() throws Exception {
    UUID ours = newWorkspace();
    UUID theirs = newWorkspace();
    String text = "The zebra enclosure opens at nine";
    UUID secret = add(theirs, "Zebras", text);
    SearchRequest question = request(text);
    assertTrue(byVector(theirs, question).contains(secret));
    assertFalse(byVector(ours, question).contains(secret));
    assertFalse(chunks.byWords(ours, question).contains(secret));
    assertTrue(
        knowledge.search(ours, question).stream()
            .noneMatch(passage -> passage.id().equals(secret.toString())));
    assertFalse(knowledge.search(ours, request("curious question about climbing")).isEmpty());
  }

  @Test
  void manyNearerChunksOfOthersDoNotHideTheOwnOne() throws Exception {
    UUID ours = newWorkspace();
    UUID theirs = newWorkspace();
    String text = "Violin lessons are given on Tuesdays in the yellow room";
    for (int i = 0; i < 300; i++) {
      add(theirs, "Lessons " + i, text);
    }
    UUID own = add(ours, "Lessons", "Violin lessons are given in the cellar, bring rosin");
    assertEquals(own, byVector(ours, request(text)).get(0));
    assertEquals(own.toString(), knowledge.search(ours, request(text)).get(0).id());
  }

  @Test
  void thePhaseIsPreferredAndTheGoalDemanded() throws Exception {
    UUID workspace = newWorkspace();
    List<Passage> openers =
        knowledge.search(workspace, new SearchRequest("", Phase.HOOK, "start", 8));
    assertFalse(openers.isEmpty());
    assertTrue(openers.stream().allMatch(passage -> passage.goal().equals("start")));
    for (Phase phase : Phase.values()) {
      List<Passage> found =
          knowledge.search(workspace, SearchRequest.about("tell me about your day", phase, 8));
      assertTrue(found.stream().anyMatch(passage -> passage.phase() == phase), phase.name());
      assertTrue(found.size() <= 8);
    }
  }

  @Test
  void oddTextIsSearchedForAsText() throws Exception {
    UUID workspace = newWorkspace();
    for (String odd :
        List.of(
            "",
            " ",
            "\u0001\n",
            "'",
            "a & | ! <-> b:*",
            "\\",
            "日本語",
            "👩🏽‍💻",
            "the and of",
            "x".repeat(9000))) {
      assertTrue(knowledge.search(workspace, request(odd)).size() <= 8);
    }
  }

  @Test
  void loadingThePlaybookAgainKeepsItAsItIs() throws Exception {
    Set<String> before = ids();
    loader.load(new Startup());
    assertEquals(before, ids());
    try (Connection connection = dataSource.getConnection();
        PreparedStatement outdate =
            connection.prepareStatement(
                "UPDATE knowledge_document SET content_hash = repeat('0', 64)"
                    + " WHERE workspace_id IS NULL")) {
      outdate.executeUpdate();
    }
    loader.load(new Startup());
    assertEquals(before, ids());
  }

  private Set<String> ids() {
    return chunks.templates().stream().map(Passage::id).collect(Collectors.toSet());
  }

  private List<UUID> byVector(UUID workspace, SearchRequest request) {
    return chunks.byVector(
        workspace, request, EMBEDDER.model(), WordEmbedder.vector(request.text()));
  }

  private static SearchRequest request(String text) {
    return new SearchRequest(text, null, null, 8);
  }

  private UUID newWorkspace() throws SQLException {
    UUID id = Ids.next();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement workspace =
            connection.prepareStatement(
                "INSERT INTO workspace (id, name, created_at, updated_at)"
                    + " VALUES (?, 'Test', now(), now())");
        PreparedStatement document =
            connection.prepareStatement(
                "INSERT INTO knowledge_document"
                    + " (id, workspace_id, name, source, content_hash, created_at, updated_at)"
                    + " VALUES (?, ?, 'Test', 'TEXT', repeat('0', 64), now(), now())")) {
      workspace.setObject(1, id);
      workspace.executeUpdate();
      document.setObject(1, id);
      document.setObject(2, id);
      document.executeUpdate();
    }
    return id;
  }

  private UUID add(UUID workspace, String title, String text) throws SQLException {
    UUID id = Ids.next();
    String sql =
        "INSERT INTO knowledge_chunk (id, document_id, workspace_id, chunk_key, title, goal, type,"
            + " text, embedding, embedding_model) VALUES (?, ?, ?, ?, ?, 'inform', 'text', ?, ?, ?)";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, id);
      insert.setObject(2, workspace);
      insert.setObject(3, workspace);
      insert.setString(4, title);
      insert.setString(5, title);
      insert.setString(6, text);
      insert.setArray(7, ChunkStore.array(connection, WordEmbedder.vector(text)));
      insert.setString(8, EMBEDDER.model());
      insert.executeUpdate();
      if (chunks.hasVectorIndex()) {
        try (PreparedStatement copy =
            connection.prepareStatement(
                "UPDATE knowledge_chunk SET embedding_vector = embedding::vector WHERE id = ?")) {
          copy.setObject(1, id);
          copy.executeUpdate();
        }
      }
    }
    return id;
  }
}
