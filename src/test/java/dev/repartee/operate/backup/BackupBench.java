package dev.repartee.operate.backup;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.DatabaseAddress;
import dev.repartee.foundation.data.Migrations;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.EncryptionConfig;
import dev.repartee.foundation.storage.LargeObjects;
import dev.repartee.local.LocalServices;
import dev.repartee.local.Progress;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long a large database takes to back up and to restore. A table in Markdown is printed. */
public final class BackupBench {

  private static final int ROWS_AT_ONCE = 20_000;
  private static final String FILL =
      """
      INSERT INTO session_message (id, workspace_id, session_id, position, author, text, created_at,
        updated_at)
      SELECT gen_random_uuid(), s.workspace_id, s.id, %d + n, 'USER',
        (SELECT string_agg(md5(n::text || i::text), ' ') FROM generate_series(1, 12) AS i),
        now(), now()
      FROM (SELECT id, workspace_id FROM session LIMIT 1) AS s, generate_series(1, %d) AS n
      """;

  private BackupBench() {}

  /**
   * Runs it.
   *
   * @param arguments how many megabytes of tables; 1024 when there is none
   */
  public static void main(String[] arguments) throws Exception {
    long bytes = (arguments.length == 0 ? 1024 : Long.parseLong(arguments[0])) * 1024 * 1024;
    PrintStream out = System.out;
    Progress progress = Progress.printing(out, Instant.now());
    try (LocalServices services =
        LocalServices.start(Path.of("target/bench"), Map.of(), progress)) {
      Map<String, String> variables = new HashMap<>(services.environment());
      variables.put("APP_ENV", "local");
      Settings settings = Settings.of(variables);
      Backups backups =
          new Backups(
              LargeObjects.of(settings, Optional.empty()),
              Encryption.alone(new EncryptionConfig(settings, new ServerConfig(settings))));
      long size;
      Backups.Made made;
      double backup;
      try (Connection connection = connect(services.newDatabase("template0"))) {
        size = fill(connection, bytes);
        long start = System.nanoTime();
        made = backups.make(BackupKind.MANUAL, Instant.now(), connection, (table, done) -> {});
        backup = since(start);
      }
      double restore;
      try (Connection connection = connect(services.newDatabase("template0"))) {
        long start = System.nanoTime();
        backups.restore(made.name(), connection, (t, done) -> {}, (t, done) -> {});
        restore = since(start);
      }
      out.printf(
          Locale.ROOT,
          "| what | measured | goal |%n|---|---|---|%n| database | %d MB, %d rows | 1 GB |%n"
              + "| backup | %.1f s | 180 s |%n| object | %d MB | |%n| restore | %.1f s | 180 s |%n"
              + "| most heap of both | %d MB | flat |%n",
          size >> 20,
          made.rows(),
          backup,
          made.bytes() >> 20,
          restore,
          peak() >> 20);
    }
  }

  private static long fill(Connection connection, long bytes) throws Exception {
    Migrations.update(connection);
    execute(
        connection,
        "INSERT INTO workspace (id, name, created_at, updated_at)"
            + " VALUES (gen_random_uuid(), 'Bench', now(), now())");
    execute(
        connection,
        "INSERT INTO app_user (id, email, password_hash, created_at, updated_at)"
            + " VALUES (gen_random_uuid(), 'bench@example.com', '-', now(), now())");
    execute(
        connection,
        "INSERT INTO session (id, workspace_id, user_id, type, status, name, created_at,"
            + " updated_at) SELECT gen_random_uuid(), w.id, u.id, 'TEXT', 'COMPLETE', 'Bench',"
            + " now(), now() FROM workspace AS w, app_user AS u");
    int rows = 0;
    while (size(connection) < bytes) {
      execute(connection, String.format(Locale.ROOT, FILL, rows, ROWS_AT_ONCE));
      rows += ROWS_AT_ONCE;
    }
    return size(connection);
  }

  private static long size(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(java.lang.management.MemoryUsage::getUsed)
        .sum();
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(DatabaseAddress.parse(url).orElseThrow().jdbc("bench"));
  }
}
