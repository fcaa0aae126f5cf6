package dev.repartee.operate.command;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Migrations;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.RedisConfig;
import dev.repartee.foundation.storage.S3Storage;
import dev.repartee.foundation.storage.StorageState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says how the parts of an installation are. */
final class Status implements Command {

  private static final String QUEUES =
      """
      SELECT queue, sum(ready), sum(running), sum(waiting), sum(dead), max(oldest)::bigint
      FROM (
        SELECT queue, count(*) FILTER (WHERE lease_until IS NULL AND run_at <= now()) AS ready,
          count(*) FILTER (WHERE lease_until IS NOT NULL) AS running,
          count(*) FILTER (WHERE lease_until IS NULL AND run_at > now()) AS waiting, 0 AS dead,
          coalesce(max(extract(epoch FROM now() - run_at))
            FILTER (WHERE lease_until IS NULL AND run_at <= now()), 0) AS oldest
        FROM job GROUP BY queue
        UNION ALL SELECT queue, 0, 0, 0, count(*), 0 FROM dead_job GROUP BY queue) AS jobs
      GROUP BY queue ORDER BY queue
      """;

  private final Settings settings;

  Status(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String synopsis() {
    return "";
  }

  @Override
  public String summary() {
    return "says how database, schema, Redis, storage and queues are";
  }

  @Override
  public String details() {
    return "Changes nothing. Ends with 1 when a part is away or the schema is not up to date.";
  }

  @Override
  public Arguments parse(List<String> words) {
    return Arguments.parse(words, 0, Set.of(), Set.of());
  }

  @Override
  public void run(Arguments arguments, Console console) throws Exception {
    List<String> wrong = new ArrayList<>();
    database(console, wrong);
    RedisConfig redisConfig = Variables.read(settings, RedisConfig::new);
    boolean redis = answers(redisConfig);
    tell(console, wrong, "redis", redis, redis ? "answers" : "is away");
    StorageState storage = Variables.read(settings, S3Storage::state);
    tell(
        console,
        wrong,
        "storage",
        storage == StorageState.READY,
        storage.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    if (!wrong.isEmpty()) {
      throw CommandFailed.because("not well: " + String.join(", ", wrong));
    }
  }

  private void database(Console console, List<String> wrong) throws Exception {
    try (Connection connection = Database.connect(settings)) {
      tell(
          console,
          wrong,
          "database",
          true,
          "Postgres "
              + connection.getMetaData().getDatabaseProductVersion()
              + " at "
              + Database.address(settings));
      List<String> applied = Migrations.applied(connection);
      List<String> missing = new ArrayList<>(Migrations.known(connection));
      missing.removeAll(applied);
      boolean current = Migrations.isCurrent(connection);
      tell(console, wrong, "schema", current, schema(current, applied, missing));
      if (current) {
        queues(connection, console);
      }
    } catch (SQLException e) {
      tell(console, wrong, "database", false, Problems.inOneLine(e));
    }
  }

  /** A change that waits for an extension does not count as missing while Postgres lacks it. */
  private static String schema(boolean current, List<String> applied, List<String> missing) {
    return current || missing.isEmpty()
        ? "up to date, " + applied.size() + " changes" + (current ? "" : ", to be looked over")
        : missing.size()
            + " of "
            + (applied.size() + missing.size())
            + " changes are missing, the first is "
            + missing.get(0);
  }

  private static void queues(Connection connection, Console console) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUEUES)) {
      while (row.next()) {
        console.say(
            String.format(
                Locale.ROOT,
                "queue     %s: %d ready (oldest %d s), %d running, %d later, %d dead",
                row.getString(1),
                row.getLong(2),
                row.getLong(6),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5)));
      }
    }
  }

  private static boolean answers(RedisConfig config) {
    try (Redis redis = new Redis(config)) {
      return redis.answers();
    }
  }

  private static void tell(
      Console console, List<String> wrong, String part, boolean well, String how) {
    console.say(String.format(Locale.ROOT, "%-9s %s", part, how));
    if (!well) {
      wrong.add(part);
    }
  }
}
