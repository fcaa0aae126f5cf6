package dev.repartee.foundation.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Counts jobs, at a cost that does not grow with their number: exactly up to a bound, and beyond it
 * as Postgres itself estimates.
 */
final class FigureStore {

  /** Up to here figures are exact. */
  static final int BOUND = 10_000;

  private static final Pattern ESTIMATE = Pattern.compile("rows=(\\d+)");

  private final Statements statements;

  FigureStore(DataSource dataSource) {
    this.statements = new Statements(dataSource);
  }

  /** What the index says about a queue; {@code due} includes what is running. */
  private record Counted(
      String queue,
      long due,
      long running,
      long delayed,
      long held,
      long dead,
      boolean paused,
      Duration oldest) {}

  /**
   * How many jobs of each queue stand where, and how long the oldest one has been waiting.
   *
   * @param known queues to count even when they have no jobs; others are found
   */
  List<QueueFigures> count(Collection<String> known) {
    String sql =
        """
        WITH RECURSIVE live AS (
          SELECT min(queue) AS queue FROM job
          UNION ALL
          SELECT (SELECT min(queue) FROM job WHERE queue > live.queue) FROM live
          WHERE live.queue IS NOT NULL),
        buried AS (
          SELECT min(queue) AS queue FROM dead_job
          UNION ALL
          SELECT (SELECT min(queue) FROM dead_job WHERE queue > buried.queue) FROM buried
          WHERE buried.queue IS NOT NULL),
        leased AS (
          SELECT queue, count(*) AS running FROM job WHERE lease_until IS NOT NULL GROUP BY queue)
        SELECT q.queue,
          (SELECT count(*) FROM (SELECT FROM job
             WHERE queue = q.queue AND run_at <= statement_timestamp() LIMIT ?) AS bounded),
          coalesce((SELECT running FROM leased WHERE leased.queue = q.queue), 0),
          (SELECT count(*) FROM (SELECT FROM job
             WHERE queue = q.queue AND run_at > statement_timestamp() AND run_at < 'infinity'
             LIMIT ?) AS bounded),
          (SELECT count(*) FROM (SELECT FROM job
             WHERE queue = q.queue AND run_at = 'infinity' LIMIT ?) AS bounded),
          (SELECT count(*) FROM (SELECT FROM dead_job WHERE queue = q.queue LIMIT ?) AS bounded),
          EXISTS (SELECT FROM job_pause WHERE queue = q.queue),
          (SELECT extract(epoch FROM statement_timestamp() - run_at) * 1000 FROM job
           WHERE queue = q.queue AND run_at <= statement_timestamp() AND state = 'READY'
           ORDER BY run_at LIMIT 1)
        FROM (SELECT queue FROM live UNION SELECT queue FROM buried
          UNION SELECT queue FROM job_pause UNION SELECT unnest(?)) AS q
        WHERE q.queue IS NOT NULL
        """;
    int beyond = BOUND + 1;
    return statements
        .rows(sql, FigureStore::read, beyond, beyond, beyond, beyond, known.toArray(String[]::new))
        .stream()
        .map(this::estimated)
        .toList();
  }

  private static Counted read(ResultSet row) throws SQLException {
    return new Counted(
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getBoolean(7),
        Duration.ofMillis(row.getLong(8)));
  }

  private QueueFigures estimated(Counted counted) {
    String queue = counted.queue();
    long due =
        estimated(counted.due(), "job WHERE queue = ? AND run_at <= statement_timestamp()", queue);
    long delayed =
        estimated(
            counted.delayed(),
            "job WHERE queue = ? AND run_at > statement_timestamp() AND run_at < 'infinity'",
            queue);
    long held = estimated(counted.held(), "job WHERE queue = ? AND run_at = 'infinity'", queue);
    long dead = estimated(counted.dead(), "dead_job WHERE queue = ?", queue);
    long ready = Math.max(0, due - counted.running());
    return new QueueFigures(
        queue, ready, counted.running(), delayed, held, dead, counted.paused(), counted.oldest());
  }

  private long estimated(long counted, String rows, String queue) {
    if (counted <= BOUND) {
      return counted;
    }
    List<String> plan =
        statements.rows("EXPLAIN SELECT FROM " + rows, row -> row.getString(1), queue);
    Matcher estimate = ESTIMATE.matcher(plan.get(0));
    return estimate.find() ? Math.max(counted, Long.parseLong(estimate.group(1))) : counted;
  }
}
