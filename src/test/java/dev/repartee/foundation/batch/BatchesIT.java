package dev.repartee.foundation.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.data.Migrations;
import dev.repartee.local.LocalServices;
import dev.repartee.local.S3Server;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestDatabase;
import dev.repartee.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The batches of the product in a server, over rows that are there when it starts. */
class BatchesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CHUNKS = 40;

  private static final String ROWS =
      """
      INSERT INTO workspace (id, name, created_at, updated_at)
        VALUES ('00000000-0000-0000-0000-000000000001', 'w', now(), now());
      INSERT INTO app_user (id, email, password_hash, created_at, updated_at)
        VALUES ('00000000-0000-0000-0000-000000000002', 'a@example.com', '-', now(), now());

      INSERT INTO upload (id, workspace_id, user_id, object_key, content_type, size, created_at)
        SELECT gen_random_uuid(), '00000000-0000-0000-0000-000000000001',
          '00000000-0000-0000-0000-000000000002', 'screenshots/of-' || name, 'image/png', 1, now()
        FROM unnest(ARRAY['old', 'young', 'live']) AS name;
      INSERT INTO session (id, workspace_id, user_id, type, status, name, image_key, deleted_at,
          created_at, updated_at)
        SELECT gen_random_uuid(), '00000000-0000-0000-0000-000000000001',
          '00000000-0000-0000-0000-000000000002', 'SCREENSHOT', 'COMPLETE', name,
          'screenshots/of-' || name, deleted_at, now(), now()
        FROM (VALUES ('old', now() - interval '25 hours'), ('young', now() - interval '23 hours'),
          ('live', NULL)) AS s (name, deleted_at);

      INSERT INTO refresh_token (id, family, user_id, workspace_id, token_hash, created_at, expires_at)
        SELECT gen_random_uuid(), gen_random_uuid(), '00000000-0000-0000-0000-000000000002',
          '00000000-0000-0000-0000-000000000001', 'hash ' || hours, now(),
          now() - hours * interval '1 hour'
        FROM unnest(ARRAY[25, 23, -1]) AS hours;

      INSERT INTO dead_job (id, queue, type, version, payload, attempts, max_attempts, created_at,
          died_at)
        SELECT gen_random_uuid(), 'maintenance', 'days ' || days, 1, '{}', 1, 1, now(),
          now() - days * interval '1 day'
        FROM unnest(ARRAY[28, 29, 31]) AS days;

      INSERT INTO idempotency_record (scope, key, fingerprint, owner, created_at, lease_until,
          expires_at)
        SELECT 's', 'k' || minutes, '', gen_random_uuid(), now(), now(),
          now() + minutes * interval '1 minute'
        FROM unnest(ARRAY[-1, 10]) AS minutes;

      INSERT INTO knowledge_document (id, workspace_id, name, source, content_hash, created_at,
          updated_at)
        VALUES ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000001', 'd',
          'TEXT', '-', now(), now());
      INSERT INTO knowledge_chunk (id, document_id, workspace_id, chunk_key, title, goal, type, text,
          embedding, embedding_model)
        SELECT gen_random_uuid(), '00000000-0000-0000-0000-000000000003',
          '00000000-0000-0000-0000-000000000001', 'c' || n, 'Returns', 'sales', 'tip',
          'Parcels come back within ' || n || ' days', ARRAY[1, 2, 3], 'a model of last year'
        FROM generate_series(1, %d) AS n;
      """
          .formatted(CHUNKS);

  private static final String BUCKET = "batches";

  /** More than a page of a listing. */
  private static final int LOOSE = 620;

  private final S3Server storage = LocalServices.forTests().s3();
  private final URI database = URI.create(LocalServices.forTests().newDatabase("template0"));

  @Test
  void whatIsOverIsRemovedAndWhatAnotherModelMadeIsMadeAnew() throws Exception {
    try (Connection connection = connect()) {
      Migrations.update(connection);
      execute(connection, ROWS);
      try (TestServer server =
          TestServer.start(
              "batches",
              Map.of(
                  "DATABASE_URL",
                  database.toString(),
                  "S3_BUCKET",
                  BUCKET,
                  "SESSION_KEEP_DELETED",
                  "24h"))) {
        embeddingsAreMadeAnew(connection);
        assertTrue(
            Eventually.isTrue(
                () ->
                    number(
                            connection,
                            "job_schedule WHERE name IN ('retention', 'orphaned-uploads')")
                        == 2),
            server::log);
        fillStorage();
        tick(connection, "retention");
        whatIsOverIsRemoved(connection);
        tick(connection, "orphaned-uploads");
        whatNobodyUsesIsRemoved(connection);
        ticksAreCounted(server);
      }
    }
  }

  private static void embeddingsAreMadeAnew(Connection connection) {
    assertTrue(
        Eventually.isTrue(
            PATIENCE,
            () -> number(connection, "knowledge_chunk WHERE embedding_model LIKE 'a model%'") == 0),
        "chunks have vectors of another model");
    assertEquals(
        0,
        number(
            connection, "knowledge_chunk WHERE array_length(embedding, 1) IS DISTINCT FROM 384"));
    assertTrue(
        Eventually.isTrue(
            () ->
                number(
                        connection,
                        "batch_stepthreadexecution s JOIN batch_jobexecution e"
                            + " ON s.fk_jobexecid = e.jobexecid JOIN batch_jobinstance i"
                            + " ON i.jobinstanceid = e.fk_jobinstanceid"
                            + " WHERE i.jobxmlname = 'embedding' AND s.m_write = "
                            + CHUNKS)
                    == 1));
  }

  private void whatIsOverIsRemoved(Connection connection) {
    assertTrue(
        Eventually.isTrue(PATIENCE, () -> number(connection, "session WHERE name = 'old'") == 0));
    assertTrue(
        Eventually.isTrue(
            () -> number(connection, "refresh_token WHERE token_hash = 'hash 25'") == 0));
    assertTrue(Eventually.isTrue(() -> number(connection, "job") == 0), "jobs are left");
    assertEquals(LOOSE + 4, storage.count(BUCKET), "the picture of the old one is gone, no other");
    assertEquals(2, number(connection, "session"));
    assertEquals(2, number(connection, "upload"));
    assertEquals(0, number(connection, "upload WHERE object_key = 'screenshots/of-old'"));
    assertEquals(2, number(connection, "refresh_token"));
    assertEquals(2, number(connection, "dead_job"));
    assertEquals(0, number(connection, "dead_job WHERE type = 'days 31'"));
    assertEquals(1, number(connection, "idempotency_record"));
    assertEquals(
        0, number(connection, "batch_jobexecution WHERE batchstatus <> 5"), "all have completed");
  }

  private void fillStorage() {
    Instant longAgo = Instant.now().minus(Duration.ofHours(25));
    storage.place(BUCKET, "screenshots/of-old", longAgo);
    storage.place(BUCKET, "screenshots/of-young", longAgo);
    storage.place(BUCKET, "screenshots/of-live", longAgo);
    storage.place(BUCKET, "screenshots/new", Instant.now().minus(Duration.ofHours(23)));
    storage.place(BUCKET, "elsewhere/old", longAgo);
    for (int i = 0; i < LOOSE; i++) {
      storage.place(BUCKET, "screenshots/loose-" + i, longAgo);
    }
  }

  /** All but what sessions refer to, what is young, and what is elsewhere. */
  private void whatNobodyUsesIsRemoved(Connection connection) {
    assertTrue(
        Eventually.isTrue(PATIENCE, () -> storage.count(BUCKET) == 4),
        () -> storage.count(BUCKET) + " objects are left");
    assertTrue(Eventually.isTrue(() -> number(connection, "job") == 0), "jobs are left");
    assertEquals(0, number(connection, "dead_job WHERE type LIKE 'DeleteObject%'"));
    assertEquals(2, number(connection, "upload"));
  }

  private static void ticksAreCounted(TestServer server) throws Exception {
    String figures =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.baseUrl().resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    assertTrue(
        figures
            .lines()
            .anyMatch(
                line ->
                    line.startsWith("repartee_schedule_ticks_total{")
                        && line.contains("schedule=\"orphaned-uploads\"")
                        && line.endsWith(" 1.0")),
        figures);
    assertTrue(figures.contains("repartee_schedule_lag_seconds_count{"), figures);
  }

  private static void tick(Connection connection, String schedule) throws SQLException {
    execute(
        connection,
        "UPDATE job_schedule SET next_tick = date_trunc('second', now()) WHERE name = '"
            + schedule
            + "'");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(TestDatabase.jdbc(database.toString()));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(Connection connection, String what) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + what)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
