package dev.repartee.operate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.data.Migrations;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.TestServer;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackupIT extends BackupFixture {

  @Test
  void everyRowComesBack() throws Exception {
    TestServer server = TestServer.shared();
    ApiClient member = server.member();
    member
        .post(
            "/api/v1/sessions",
            Map.of("type", "text", "text", "them: Tab\there \\N?\nme: Ünïcödé 😀"))
        .expect(201);
    String source = quietCopy(server);
    Map<String, String> before;
    Backups.Made made;
    try (Connection connection = connect(source)) {
      before = contents(connection);
      made = backups.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY);
    }
    assertTrue(before.size() > 20, "all tables: " + before.keySet());
    assertTrue(made.rows() > 50, "there is something in them: " + made.rows());
    String target = services.newDatabase("template0");
    try (Connection connection = connect(target)) {
      assertEquals(made.rows(), backups.restore(made.name(), connection, NOBODY, NOBODY));
      assertEquals(before, contents(connection));
      assertTrue(Migrations.isCurrent(connection), "a server can start with it");
    }
  }

  @Test
  void sequencesGoOnWhereTheyWere() throws Exception {
    String source = migrated();
    Backups.Made made;
    try (Connection connection = connect(source)) {
      execute(connection, "SELECT setval('batch_jobinstance_jobinstanceid_seq', 4711)");
      made = backups.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY);
    }
    try (Connection connection = connect(services.newDatabase("template0"))) {
      backups.restore(made.name(), connection, NOBODY, NOBODY);
      assertEquals(
          "4712", text(connection, "SELECT nextval('batch_jobinstance_jobinstanceid_seq')"));
    }
  }

  @Test
  void itIsTheDatabaseAtOneMoment() throws Exception {
    String source = migrated();
    Backups.Made made;
    boolean[] written = {false};
    try (Connection connection = connect(source);
        Connection other = connect(source)) {
      workspace(other, "before");
      made =
          backups.make(
              BackupKind.MANUAL,
              Instant.now(),
              connection,
              (table, done) -> {
                if (!written[0]) {
                  written[0] = true;
                  workspace(other, "meanwhile");
                }
              });
    }
    assertTrue(written[0]);
    try (Connection connection = connect(services.newDatabase("template0"))) {
      backups.restore(made.name(), connection, NOBODY, NOBODY);
      assertEquals("before", text(connection, "SELECT string_agg(name, ',') FROM workspace"));
    }
  }

  @Test
  void anOlderSchemaIsRestoredAndBroughtUpToDate() throws Exception {
    String source = migrated();
    Backups.Made made;
    try (Connection connection = connect(source)) {
      workspace(connection, "kept");
      Migrations.rollback(connection, 2);
      made = backups.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY);
    }
    try (Connection connection = connect(services.newDatabase("template0"))) {
      backups.restore(made.name(), connection, NOBODY, NOBODY);
      assertEquals("kept", text(connection, "SELECT name FROM workspace"));
      assertTrue(Migrations.isCurrent(connection));
    }
  }

  @Test
  void aKeyThatWasRotatedStillOpensIt() throws Exception {
    String name;
    Backups before = new Backups(objects, encryption(Map.of("ENCRYPTION_KEY", OTHER_KEY)));
    try (Connection connection = connect(migrated())) {
      name = before.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY).name();
    }
    Map<String, String> rotated =
        Map.of(
            "ENCRYPTION_KEY",
            "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "ENCRYPTION_KEY_PREVIOUS",
            OTHER_KEY);
    try (Connection connection = connect(services.newDatabase("template0"))) {
      assertTrue(
          new Backups(objects, encryption(rotated)).restore(name, connection, NOBODY, NOBODY) > 0);
    }
  }

  @Test
  void oldOnesGoButNeverTheLast() throws Exception {
    Instant now = Instant.now();
    try (Connection connection = connect(migrated())) {
      String old =
          backups.make(BackupKind.DAILY, now.minus(Duration.ofDays(9)), connection, NOBODY).name();
      assertEquals(List.of(), backups.removeOlder(BackupKind.DAILY, Duration.ofDays(7), now));
      String weekly =
          backups.make(BackupKind.WEEKLY, now.minus(Duration.ofDays(9)), connection, NOBODY).name();
      String fresh = backups.make(BackupKind.DAILY, now, connection, NOBODY).name();
      assertEquals(List.of(old), backups.removeOlder(BackupKind.DAILY, Duration.ofDays(7), now));
      assertEquals(List.of(weekly, fresh), backups.names());
      assertEquals(java.util.Optional.of(fresh), backups.latest());
      assertFalse(objects.keys("backups/").contains(old + ".json"), "its manifest goes too");
    }
  }
}
