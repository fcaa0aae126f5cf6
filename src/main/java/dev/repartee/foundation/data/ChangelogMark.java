package dev.repartee.foundation.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.Resource;

/**
 * Remembers, as the comment of Liquibase's own table, which changelog the schema was brought up to
 * date with, so that a start with the same changelog need not read and check every change again:
 * that is a quarter of the time of a start. The mark holds as long as no change was taken back and
 * no extension has appeared that a change was waiting for.
 */
final class ChangelogMark {

  private static final String CHANGES = "db-changelog";

  /** What else decides on what Liquibase would do. */
  private static final String STATE =
      """
      (SELECT count(*) FROM databasechangelog)
        || '-' || (SELECT count(*) FROM pg_available_extensions WHERE name = 'vector')
      """;

  private final String digest;

  private ChangelogMark(String digest) {
    this.digest = digest;
  }

  /** That of the changelog on this class path. */
  static ChangelogMark of(ClassLoader loader) {
    try (ClassLoaderResourceAccessor resources = new ClassLoaderResourceAccessor(loader)) {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      List<Resource> files =
          resources.search(CHANGES, true).stream()
              .sorted((one, other) -> one.getPath().compareTo(other.getPath()))
              .toList();
      for (Resource file : files) {
        sum.update(file.getPath().getBytes(StandardCharsets.UTF_8));
        try (InputStream content = file.openInputStream()) {
          sum.update(content.readAllBytes());
        }
      }
      return new ChangelogMark(HexFormat.of().formatHex(sum.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) { // closing declares it; nothing else can throw
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether the schema was brought up to date with this changelog, and nothing has changed since.
   */
  boolean isOn(Connection connection) throws SQLException {
    return exists(connection)
        && truth(
            connection,
            "SELECT obj_description('databasechangelog'::regclass) = '"
                + digest
                + "-' || "
                + STATE);
  }

  /** Says so. */
  void put(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "DO $$ BEGIN EXECUTE format('COMMENT ON TABLE databasechangelog IS %L', '"
              + digest
              + "-' || "
              + STATE
              + "); END $$");
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    return truth(connection, "SELECT to_regclass('databasechangelog') IS NOT NULL");
  }

  private static boolean truth(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
