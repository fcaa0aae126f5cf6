package dev.repartee.operate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.repartee.testing.TestServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Databases and a bucket for backups of them. */
abstract class BackupFixture {

  static final Told NOBODY = (table, done) -> {};
  static final String OTHER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  final LocalServices services = LocalServices.forTests();
  final Map<String, String> environment = new HashMap<>(services.environment());
  final LargeObjects objects;
  final Backups backups;

  BackupFixture() {
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

  void refused(String name, Backups by, String because) throws Exception {
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

  void put(byte[] content, String name) {
    try (ObjectUpload upload = objects.write(name)) {
      upload.write(content, 0, content.length);
      upload.complete();
    }
  }

  String migrated() throws Exception {
    String url = services.newDatabase("template0");
    try (Connection connection = connect(url)) {
      Migrations.update(connection);
    }
    return url;
  }

  /** A copy of everything the shared server has, in which nobody works. */
  String quietCopy(TestServer server) throws Exception {
    String copy = services.newDatabase("template0");
    try (Connection from = connect(server.databaseUrl());
        Connection to = connect(copy)) {
      Backups.Made made = backups.make(BackupKind.MANUAL, Instant.EPOCH, from, NOBODY);
      backups.restore(made.name(), to, NOBODY, NOBODY);
    }
    return copy;
  }

  static void workspace(Connection connection, String name) {
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
  static Map<String, String> contents(Connection connection) throws SQLException {
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

  Encryption encryption(Map<String, String> keys) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(keys);
    Settings settings = Settings.of(variables);
    return Encryption.alone(new EncryptionConfig(settings, new ServerConfig(settings)));
  }

  void prepareBucket() {
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

  static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(DatabaseAddress.parse(url).orElseThrow().jdbc("test"));
  }
}
