package dev.repartee.foundation.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Finds jobs for administrators. */
public final class JobQuery {

  private static final String LIVE =
      """
      SELECT id, workspace_id, queue, type, version, payload, attempts, max_attempts, progress,
        last_error, created_at, run_at AS at, CAST(NULL AS text) AS result, state
      FROM job""";

  private static final String DEAD =
      """
      SELECT id, workspace_id, queue, type, version, payload, attempts, max_attempts, 0 AS progress,
        last_error, created_at, died_at AS at, CAST(NULL AS text) AS result, 'DEAD' AS state
      FROM dead_job""";

  private static final String DONE =
      """
      SELECT id, workspace_id, queue, type, version, payload, attempts, max_attempts,
        100 AS progress, CAST(NULL AS varchar) AS last_error, created_at, done_at AS at, result,
        'DONE' AS state
      FROM done_job""";

  private final Statements statements;

  JobQuery(DataSource dataSource) {
    this.statements = new Statements(dataSource);
  }

  /** Where a job stands. */
  public enum State {
    WAITING(LIVE, "run_at", "state = 'READY' AND run_at <= statement_timestamp()", true),
    RUNNING(LIVE, "run_at", "state = 'RUNNING'", true),
    DELAYED(
        LIVE,
        "run_at",
        "state = 'READY' AND run_at > statement_timestamp() AND run_at < 'infinity'",
        true),
    HELD(LIVE, "created_at", "run_at = 'infinity'", true),
    DEAD(JobQuery.DEAD, "died_at", "true", false),
    DONE(JobQuery.DONE, "done_at", "true", false);

    private final String rows;
    private final String time;
    private final String condition;
    private final boolean forward;

    State(String rows, String time, String condition, boolean forward) {
      this.rows = rows;
      this.time = time;
      this.condition = condition;
      this.forward = forward;
    }
  }

  /**
   * A job as administrators see it.
   *
   * @param payload as JSON, as it was written: not to be shown to anybody without leaving out what
   *     is private
   * @param progress percent
   * @param at when it is or was due, died, or was done; when it was created while it is held
   * @param result as JSON
   */
  public record Job(
      UUID id,
      Optional<UUID> workspaceId,
      State state,
      String queue,
      String type,
      int version,
      String payload,
      int attempts,
      int maxAttempts,
      int progress,
      Optional<String> error,
      Instant createdAt,
      Instant at,
      Optional<String> result) {

    /** Its place in its list. */
    public Mark mark() {
      return new Mark(at, id);
    }
  }

  /** A place in a list of jobs. */
  public record Mark(Instant at, UUID id) {}

  /**
   * One attempt at a job.
   *
   * @param startedAt empty when its worker did not come back to tell
   * @param outcome COMPLETED, FAILED, TIMED_OUT or LOST
   * @param instance the process that ran it
   */
  public record AttemptEntry(
      int number,
      Optional<Instant> startedAt,
      Instant endedAt,
      String outcome,
      Optional<String> error,
      Optional<String> instance) {}

  /** A job and its attempts so far, in their order. */
  public record Detail(Job job, List<AttemptEntry> timeline) {}

  List<Job> list(State state, JobFilter filter, @Nullable Mark after, int most) {
    String next = state.forward ? ">" : "<";
    String order = state.forward ? "" : " DESC";
    String sql =
        state.rows
            + " WHERE "
            + state.condition
            + " AND (CAST(? AS varchar) IS NULL OR queue = ?)"
            + " AND (CAST(? AS varchar) IS NULL OR type = ?)"
            + (state == State.DONE
                ? " AND CAST(? AS varchar) IS NULL"
                : " AND coalesce(last_error ILIKE ?, CAST(? AS varchar) IS NULL)")
            + " AND (CAST(? AS timestamptz) IS NULL OR (%s, id) %s (?, ?))"
                .formatted(state.time, next)
            + " ORDER BY %1$s%2$s, id%2$s LIMIT ?".formatted(state.time, order);
    @Nullable Instant from = after == null ? null : after.at();
    @Nullable UUID last = after == null ? null : after.id();
    @Nullable String error = filter.errorPattern();
    int bounded = JobFilter.bounded(most, JobFilter.MOST_LISTED);
    if (state == State.DONE) {
      return statements.rows(
          sql,
          row -> job(row, state),
          filter.queue(),
          filter.queue(),
          filter.type(),
          filter.type(),
          error,
          from,
          from,
          last,
          bounded);
    }
    return statements.rows(
        sql,
        row -> job(row, state),
        filter.queue(),
        filter.queue(),
        filter.type(),
        filter.type(),
        error,
        error,
        from,
        from,
        last,
        bounded);
  }

  Optional<Detail> find(UUID id) {
    String sql =
        "SELECT * FROM (%s) AS live WHERE id = ? UNION ALL SELECT * FROM (%s) AS dead WHERE id = ?"
                .formatted(LIVE, DEAD)
            + " UNION ALL SELECT * FROM (%s) AS done WHERE id = ?".formatted(DONE);
    return statements.rows(sql, row -> job(row, stateOf(row)), id, id, id).stream()
        .findFirst()
        .map(job -> new Detail(job, timeline(id)));
  }

  private static State stateOf(ResultSet row) throws SQLException {
    String state = row.getString("state");
    if (!state.equals("READY")) {
      return State.valueOf(state);
    }
    if (isHeld(row)) {
      return State.HELD;
    }
    return row.getTimestamp("at").toInstant().isAfter(Instant.now())
        ? State.DELAYED
        : State.WAITING;
  }

  private static boolean isHeld(ResultSet row) throws SQLException {
    return "infinity".equals(row.getString("at"));
  }

  private static Job job(ResultSet row, State state) throws SQLException {
    Instant created = row.getTimestamp("created_at").toInstant();
    return new Job(
        row.getObject("id", UUID.class),
        Optional.ofNullable(row.getObject("workspace_id", UUID.class)),
        state,
        row.getString("queue"),
        row.getString("type"),
        row.getInt("version"),
        row.getString("payload"),
        row.getInt("attempts"),
        row.getInt("max_attempts"),
        row.getInt("progress"),
        Optional.ofNullable(row.getString("last_error")),
        created,
        isHeld(row) ? created : row.getTimestamp("at").toInstant(),
        Optional.ofNullable(row.getString("result")));
  }

  private List<AttemptEntry> timeline(UUID id) {
    String sql =
        """
        SELECT number, started_at, ended_at, outcome, error, instance
        FROM job_attempt WHERE job_id = ? ORDER BY number
        """;
    return statements.rows(
        sql,
        row ->
            new AttemptEntry(
                row.getInt(1),
                Optional.ofNullable(instant(row.getTimestamp(2))),
                row.getTimestamp(3).toInstant(),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getString(6))),
        id);
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
