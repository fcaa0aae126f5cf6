package dev.repartee.assistant.ai;

import dev.repartee.foundation.data.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/** The table {@code ai_usage_rollup}: what was asked of whom on each UTC day. */
@ApplicationScoped
class UsageDays {

  private final Sql sql;

  @Inject
  UsageDays(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  /**
   * The first day to sum up: the last one that was, because its last calls may have been written
   * late; before any, the first day of use. Empty when there was none.
   */
  Optional<LocalDate> first() {
    return sql.rows(
            """
            SELECT coalesce((SELECT max(day) FROM ai_usage_rollup),
              (SELECT CAST(min(created_at) AT TIME ZONE 'UTC' AS date) FROM ai_usage))
            """,
            row -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
        .get(0);
  }

  /** Sums up a day, in the caller's transaction; once more changes nothing. */
  void sumUp(LocalDate day) {
    Instant begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    sql.change("DELETE FROM ai_usage_rollup WHERE day = ?", day);
    sql.change(
        """
        INSERT INTO ai_usage_rollup (day, provider, model, calls, failures, input_tokens,
          output_tokens, cost_usd, latency_ms)
        SELECT ?, provider, model, count(*), count(*) FILTER (WHERE outcome <> ?),
          sum(input_tokens), sum(output_tokens), sum(cost_usd), sum(latency_ms)
        FROM ai_usage WHERE created_at >= ? AND created_at < ?
        GROUP BY provider, model
        """,
        day,
        Bookkeeper.OK,
        begin,
        end);
  }
}
