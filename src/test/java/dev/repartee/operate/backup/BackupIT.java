package dev.repartee.operate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.DatabaseAddress;
import dev.repartee.foundation.data.Migrations;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.EncryptionConfig;
import dev.repartee.foundation.storage.LargeObjects;
import dev.repartee.foundation.storage.ObjectUpload;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.TestServer;
import java.io.InputStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class BackupIT {

  private static final Told NOBODY = (table, done) -> {};
  private static final String OTHER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final LocalServices services = LocalServices.forTests();
  private final Map<String, String> environment = new HashMap<>(services.environment());
  private final LargeObjects objects;
  private final Backups backups;

  BackupIT() {
    environment.put("APP_ENV", "local");
    environment.put("S3_BUCKET", "backups-" + UUID.randomUUID());
    prepareBucket();
    objects = LargeObjects.of(Settings.of(environment), java.util.Optional.empty());
    backups = new Backups(objects, encryption(Map.of()));
  }

  @AfterEach
  void close() {
    objects.close();
  }

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
  void aBackupOfANewerVersionIsRefused() throws Exception {
    String source = migrated();
    String name;
    try (Connection connection = connect(source)) {
      execute(
          connection,
          "INSERT INTO databasechangelog (id, author, filename, dateexecuted, orderexecuted,"
              + " exectype) VALUES ('9999-of-tomorrow', 'a', 'f', now(), 9999, 'EXECUTED')");
      name = backups.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY).name();
    }
    refused(name, backups, "newer version, with the change 9999-of-tomorrow");
  }

  @Test
  void whatIsCutOffChangedOrAnotherIsRefusedAndNothingIsChanged() throws Exception {
    String source = migrated();
    String name;
    try (Connection connection = connect(source)) {
      execute(
          connection,
          "INSERT INTO workspace (id, name, created_at, updated_at) SELECT gen_random_uuid(),"
              + " md5(random()::text) || md5(random()::text), now(), now() FROM generate_series(1,"
              + " 50000)");
      name = backups.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY).name();
    }
    byte[] whole;
    try (InputStream in = objects.read(name)) {
      whole = in.readAllBytes();
    }
    assertTrue(whole.length > 2 * 1024 * 1024, "several segments: " + whole.length);
    backups.verify(name, NOBODY); // as it is, it is fine

    for (int length : new int[] {0, 4, 100, 1024 * 1024, whole.length - 1}) {
      put(java.util.Arrays.copyOf(whole, length), name);
      refused(name, backups, "");
    }
    for (int at : new int[] {0, 9, 40, 200, whole.length / 2, whole.length - 1}) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      put(changed, name);
      refused(name, backups, "");
    }
    put(whole, "backups/manual/another.rptbak");
    refused("backups/manual/another.rptbak", backups, "");
    put(whole, name);
    refused(name, new Backups(objects, encryption(Map.of("ENCRYPTION_KEY", OTHER_KEY))), "");
    refused("backups/manual/none.rptbak", backups, "there is no backup");
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
  void anInterruptedBackupIsNotThere() throws Exception {
    try (Connection connection = connect(migrated())) {
      assertThrows(
          IllegalStateException.class,
          () ->
              backups.make(
                  BackupKind.DAILY,
                  Instant.now(),
                  connection,
                  (table, done) -> {
                    throw new IllegalStateException("stopped");
                  }));
      assertEquals(List.of(), backups.names());
      assertEquals(List.of(), objects.keys("backups/"));
      assertEquals("1", text(connection, "SELECT 1"), "the connection can be used again");
    }
  }

  @Test
  void aDatabaseWithAnythingInItIsRefused() throws Exception {
    String name;
    String source = migrated();
    try (Connection connection = connect(source)) {
      name = backups.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY).name();
      BackupRefused refused =
          assertThrows(
              BackupRefused.class, () -> backups.restore(name, connection, NOBODY, NOBODY));
      assertTrue(refused.getMessage().contains("not empty"));
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

  private void refused(String name, Backups by, String because) throws Exception {
    String target = services.newDatabase("template0");
    try (Connection connection = connect(target)) {
      BackupRefused refused =
          assertThrows(BackupRefused.class, () -> by.restore(name, connection, NOBODY, NOBODY));
      assertTrue(refused.getMessage().contains(because), refused.getMessage());
      assertEquals(
          "0",
          text(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"),
          "nothing was changed");
    }
  }

  private void put(byte[] content, String name) {
    try (ObjectUpload upload = objects.write(name)) {
      upload.write(content, 0, content.length);
      upload.complete();
    }
  }

  private String migrated() throws Exception {
    String url = services.newDatabase("template0");
    try (Connection connection = connect(url)) {
      Migrations.update(connection);
    }
    return url;
  }

  /** A copy of everything the shared server has, in which nobody works. */
  private String quietCopy(TestServer server) throws Exception {
    String copy = services.newDatabase("template0");
    try (Connection from = connect(server.databaseUrl());
        Connection to = connect(copy)) {
      Backups.Made made = backups.make(BackupKind.MANUAL, Instant.EPOCH, from, NOBODY);
      backups.restore(made.name(), to, NOBODY, NOBODY);
    }
    return copy;
  }

  private static void workspace(Connection connection, String name) {
    try {
      execute(
          connection,
          "INSERT INTO workspace (id, name, created_at, updated_at) VALUES (gen_random_uuid(), '"
              + name
              + "', now(), now())");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The number of rows of each table, and a sum over all of them, whatever their order. */
  private static Map<String, String> contents(Connection connection) throws SQLException {
    Map<String, String> contents = new TreeMap<>();
    for (Table table : Catalogue.tables(connection)) {
      contents.put(
          table.name(),
          text(
              connection,
              "SELECT count(*) || ' ' || coalesce(md5(string_agg(r::text, '|' ORDER BY r::text)),"
                  + " '') FROM "
                  + Table.quoted(table.name())
                  + " AS r"));
    }
    contents.put("sequences", Catalogue.sequences(connection).toString());
    return contents;
  }

  private Encryption encryption(Map<String, String> keys) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(keys);
    Settings settings = Settings.of(variables);
    return Encryption.alone(new EncryptionConfig(settings, new ServerConfig(settings)));
  }

  private void prepareBucket() {
    AwsBasicCredentials keys =
        AwsBasicCredentials.create(
            environment.get("S3_ACCESS_KEY_ID"), environment.get("S3_SECRET_ACCESS_KEY"));
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(URI.create(environment.get("S3_ENDPOINT")))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(keys))
            .build()) {
      s3.createBucket(create -> create.bucket(environment.get("S3_BUCKET")));
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(DatabaseAddress.parse(url).orElseThrow().jdbc("test"));
  }
}
