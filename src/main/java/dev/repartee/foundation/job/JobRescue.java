package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Brings dead jobs back, and forgets old ones. */
final class JobRescue {

  private static final String REVIVE =
      """
      SELECT d.id FROM dead_job d JOIN known ON known.type = d.type
      WHERE %s ORDER BY d.died_at, d.id LIMIT ? FOR UPDATE OF d SKIP LOCKED
      """;

  private static final String FILTERED =
      """
      (CAST(? AS varchar) IS NULL OR d.queue = ?) AND (CAST(? AS varchar) IS NULL OR d.type = ?)
      AND coalesce(d.last_error ILIKE ?, CAST(? AS varchar) IS NULL)
      """;

  private final Statements statements;
  private final Handlers handlers;

  JobRescue(DataSource dataSource, Handlers handlers) {
    this.statements = new Statements(dataSource);
    this.handlers = handlers;
  }

  List<Ready> retry(UUID id) {
    return revive("d.id = ?", id, 1);
  }

  List<Ready> retryAll(JobFilter filter, int most) {
    String error = filter.errorPattern();
    return revive(
        FILTERED, filter.queue(), filter.queue(), filter.type(), filter.type(), error, error, most);
  }

  /**
   * Those whose type somebody still takes; their attempts are counted on, so that each has its
   * place in the timeline.
   */
  private List<Ready> revive(String which, @Nullable Object... parameters) {
    String sql =
        """
        WITH known AS (
          SELECT type, CAST(attempts AS smallint) AS attempts FROM unnest(?, ?) AS k (type, attempts)),
        chosen AS (%s),
        gone AS (DELETE FROM dead_job WHERE id IN (SELECT id FROM chosen) RETURNING *)
        INSERT INTO job (id, workspace_id, queue, type, version, payload, priority, attempts,
          max_attempts, backoff, timeout_ms, traceparent, last_error, group_key, group_order,
          rate_key, keep_ms, run_at, created_at)
        SELECT g.id, g.workspace_id, g.queue, g.type, g.version, g.payload, coalesce(g.priority, 0),
          g.attempts, g.attempts + known.attempts, coalesce(g.backoff, ?),
          coalesce(g.timeout_ms, ?), g.traceparent, g.last_error, g.group_key,
          CASE WHEN g.group_key IS NOT NULL THEN nextval('job_group_order') END, g.rate_key,
          g.keep_ms, CASE WHEN g.group_key IS NULL THEN statement_timestamp() ELSE 'infinity' END,
          g.created_at
        FROM gone g JOIN known ON known.type = g.type ORDER BY g.died_at
        RETURNING id, queue, priority
        """
            .formatted(REVIVE.formatted(which));
    Map<String, Integer> attempts = handlers.attempts();
    List<String> types = List.copyOf(attempts.keySet());
    JobOptions usual = JobOptions.of("any");
    List<@Nullable Object> all = new ArrayList<>();
    all.add(types.toArray(String[]::new));
    all.add(types.stream().map(type -> "" + attempts.get(type)).toArray(String[]::new));
    all.addAll(Arrays.asList(parameters));
    all.add(usual.backoff().text());
    all.add(usual.timeout().toMillis());
    return statements.rows(
        sql,
        row -> new Ready(row.getObject(1, UUID.class), row.getString(2), row.getInt(3)),
        all.toArray());
  }

  int clean(JobQuery.State state, JobFilter filter, Duration olderThan, int most) {
    String error = filter.errorPattern();
    return switch (state) {
      case DEAD ->
          delete(
              "DELETE FROM dead_job WHERE id IN (SELECT d.id FROM dead_job d WHERE "
                  + FILTERED
                  + " AND d.died_at < statement_timestamp() - ? * interval '1 microsecond'"
                  + " ORDER BY d.died_at LIMIT ?) RETURNING id",
              filter.queue(),
              filter.queue(),
              filter.type(),
              filter.type(),
              error,
              error,
              olderThan,
              most);
      case DONE ->
          delete(
              "DELETE FROM done_job WHERE id IN (SELECT d.id FROM done_job d WHERE "
                  + "(CAST(? AS varchar) IS NULL OR d.queue = ?)"
                  + " AND (CAST(? AS varchar) IS NULL OR d.type = ?)"
                  + " AND CAST(? AS varchar) IS NULL"
                  + " AND d.done_at < statement_timestamp() - ? * interval '1 microsecond'"
                  + " ORDER BY d.done_at LIMIT ?) RETURNING id",
              filter.queue(),
              filter.queue(),
              filter.type(),
              filter.type(),
              error,
              olderThan,
              most);
      default -> throw new IllegalArgumentException("only what has ended can be forgotten");
    };
  }

  private int delete(String sql, @Nullable Object... parameters) {
    return statements.rows(sql, row -> true, parameters).size();
  }
}
