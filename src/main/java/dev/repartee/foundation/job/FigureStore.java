package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Counts jobs. */
final class FigureStore {

  private final Statements statements;

  FigureStore(DataSource dataSource) {
    this.statements = new Statements(dataSource);
  }

  /** How many jobs of each queue stand where, and since when the oldest one waits. */
  List<QueueFigures> count(Instant now) {
    String sql =
        """
        SELECT coalesce(j.queue, d.queue), coalesce(j.ready, 0), coalesce(j.running, 0),
          coalesce(j.delayed, 0), coalesce(d.dead, 0), j.oldest
        FROM (
          SELECT queue,
            count(*) FILTER (WHERE state = 'READY' AND run_at <= ?) AS ready,
            count(*) FILTER (WHERE state = 'RUNNING') AS running,
            count(*) FILTER (WHERE state = 'READY' AND run_at > ?) AS delayed,
            min(run_at) FILTER (WHERE state = 'READY' AND run_at <= ?) AS oldest
          FROM job GROUP BY queue) AS j
        FULL JOIN (SELECT queue, count(*) AS dead FROM dead_job GROUP BY queue) AS d
          ON j.queue = d.queue
        """;
    return statements.rows(
        sql,
        row ->
            new QueueFigures(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                Optional.ofNullable(row.getTimestamp(6))
                    .map(oldest -> Duration.between(oldest.toInstant(), now))
                    .orElse(Duration.ZERO)),
        now,
        now,
        now);
  }
}
