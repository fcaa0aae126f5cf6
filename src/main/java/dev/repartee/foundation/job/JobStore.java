package dev.repartee.foundation.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The states of a job, and every step between them, each one SQL statement:
 *
 * <pre>
 * add → READY → lease → RUNNING → complete: gone
 *         ↑               ├→ retry, expire or give back: READY again
 *         └───────────────┤
 *                         └→ bury: dead
 * </pre>
 *
 * Every step from RUNNING is fenced by the lease's token. The time is always the caller's.
 */
final class JobStore {

  private static final int MAX_ERROR = 1000;

  private static final String LEASE_COLUMNS =
      "j.id, j.queue, j.type, j.payload, j.attempts, j.max_attempts, j.backoff, j.timeout_ms, j.run_at, j.traceparent";

  private final DataSource dataSource;

  JobStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** A new job as it is written. */
  record NewJob(
      UUID id,
      String type,
      String payload,
      JobOptions options,
      @Nullable String traceparent,
      Instant now) {}

  /** A job's id and where it waits. */
  record Ready(UUID id, String queue) {}

  /**
   * Adds a job in the caller's transaction.
   *
   * @return its id, or that of the job that has the same dedupe key already
   */
  UUID add(NewJob job) {
    String sql =
        """
        INSERT INTO job (id, workspace_id, queue, type, payload, priority, dedupe_key, max_attempts, backoff,
                         timeout_ms, run_at, traceparent, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (queue, dedupe_key) WHERE dedupe_key IS NOT NULL DO UPDATE SET dedupe_key = excluded.dedupe_key
        RETURNING id
        """;
    JobOptions options = job.options();
    return execute(
            sql,
            (statement, connection) -> {
              statement.setObject(1, job.id());
              statement.setObject(2, options.workspaceId(), java.sql.Types.OTHER);
              statement.setString(3, options.queue());
              statement.setString(4, job.type());
              statement.setString(5, job.payload());
              statement.setInt(6, options.priority());
              statement.setString(7, options.dedupeKey());
              statement.setInt(8, options.attempts());
              statement.setString(9, options.backoff().text());
              statement.setLong(10, options.timeout().toMillis());
              statement.setTimestamp(11, Timestamp.from(job.now().plus(options.delay())));
              statement.setString(12, job.traceparent());
              statement.setTimestamp(13, Timestamp.from(job.now()));
            },
            row -> row.getObject(1, UUID.class))
        .get(0);
  }

  /** Leases those of the jobs that are ready; the others are somebody else's, done, or not due. */
  List<Lease> lease(Collection<UUID> ids, Instant now, Duration duration) {
    UUID token = UUID.randomUUID();
    String sql =
        """
        UPDATE job j SET state = 'RUNNING', lease_until = ?, lease_token = ?, attempts = attempts + 1
        WHERE j.id = ANY (?) AND j.state = 'READY' AND j.run_at <= ?
        RETURNING %s
        """
            .formatted(LEASE_COLUMNS);
    return execute(
        sql,
        (statement, connection) -> {
          statement.setTimestamp(1, Timestamp.from(now.plus(duration)));
          statement.setObject(2, token);
          statement.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
          statement.setTimestamp(4, Timestamp.from(now));
        },
        row -> readLease(row, token));
  }

  /**
   * Leases up to {@code most} ready jobs of a queue without being told which: the way to work while
   * Redis is away.
   */
  List<Lease> leaseNext(String queue, int most, Instant now, Duration duration) {
    UUID token = UUID.randomUUID();
    String sql =
        """
        UPDATE job j SET state = 'RUNNING', lease_until = ?, lease_token = ?, attempts = attempts + 1
        FROM (SELECT id FROM job WHERE queue = ? AND state = 'READY' AND run_at <= ?
              ORDER BY priority DESC, run_at LIMIT ? FOR UPDATE SKIP LOCKED) AS next
        WHERE j.id = next.id
        RETURNING %s
        """
            .formatted(LEASE_COLUMNS);
    return execute(
        sql,
        (statement, connection) -> {
          statement.setTimestamp(1, Timestamp.from(now.plus(duration)));
          statement.setObject(2, token);
          statement.setString(3, queue);
          statement.setTimestamp(4, Timestamp.from(now));
          statement.setInt(5, most);
        },
        row -> readLease(row, token));
  }

  /** Prolongs leases; answers those that still hold. */
  List<UUID> renew(Map<UUID, UUID> tokensById, Instant until) {
    String sql =
        """
        UPDATE job j SET lease_until = ?
        FROM unnest(?, ?) AS held (id, token)
        WHERE j.id = held.id AND j.lease_token = held.token
        RETURNING j.id
        """;
    Map<UUID, UUID> held = new LinkedHashMap<>(tokensById);
    return execute(
        sql,
        (statement, connection) -> {
          statement.setTimestamp(1, Timestamp.from(until));
          statement.setArray(2, connection.createArrayOf("uuid", held.keySet().toArray()));
          statement.setArray(3, connection.createArrayOf("uuid", held.values().toArray()));
        },
        row -> row.getObject(1, UUID.class));
  }

  /** Completes a job; false when the lease is lost. */
  boolean complete(Lease lease) {
    return update(
        "DELETE FROM job WHERE id = ? AND lease_token = ?",
        statement -> {
          statement.setObject(1, lease.id());
          statement.setObject(2, lease.token());
        });
  }

  /** Puts a job back after a failed attempt; false when the lease is lost. */
  boolean retry(Lease lease, Instant runAt, String error) {
    String sql =
        """
        UPDATE job SET state = 'READY', lease_until = NULL, lease_token = NULL, run_at = ?, last_error = ?
        WHERE id = ? AND lease_token = ?
        """;
    return update(
        sql,
        statement -> {
          statement.setTimestamp(1, Timestamp.from(runAt));
          statement.setString(2, shortened(error));
          statement.setObject(3, lease.id());
          statement.setObject(4, lease.token());
        });
  }

  /**
   * Puts back a job that was not begun or could not be finished through no fault of its own: the
   * attempt does not count.
   */
  boolean giveBack(Lease lease) {
    String sql =
        """
        UPDATE job SET state = 'READY', lease_until = NULL, lease_token = NULL, attempts = attempts - 1
        WHERE id = ? AND lease_token = ?
        """;
    return update(
        sql,
        statement -> {
          statement.setObject(1, lease.id());
          statement.setObject(2, lease.token());
        });
  }

  /** Moves a job to the dead ones; false when the lease is lost. */
  boolean bury(Lease lease, Instant now, String error) {
    String sql =
        """
        WITH gone AS (DELETE FROM job WHERE id = ? AND lease_token = ? RETURNING *)
        INSERT INTO dead_job (id, workspace_id, queue, type, version, payload, attempts, max_attempts, traceparent,
                              last_error, created_at, died_at)
        SELECT id, workspace_id, queue, type, version, payload, attempts, max_attempts, traceparent, ?, created_at, ?
        FROM gone
        """;
    return update(
        sql,
        statement -> {
          statement.setObject(1, lease.id());
          statement.setObject(2, lease.token());
          statement.setString(3, shortened(error));
          statement.setTimestamp(4, Timestamp.from(now));
        });
  }

  boolean progress(Lease lease, int percent) {
    return update(
        "UPDATE job SET progress = ? WHERE id = ? AND lease_token = ?",
        statement -> {
          statement.setInt(1, percent);
          statement.setObject(2, lease.id());
          statement.setObject(3, lease.token());
        });
  }

  /** Makes jobs ready whose worker has been silent for too long and that have attempts left. */
  List<Ready> expire(Instant now) {
    String sql =
        """
        UPDATE job SET state = 'READY', lease_until = NULL, lease_token = NULL,
          last_error = 'The worker did not come back'
        WHERE lease_until < ? AND attempts < max_attempts
        RETURNING id, queue
        """;
    return execute(
        sql,
        (statement, connection) -> statement.setTimestamp(1, Timestamp.from(now)),
        JobStore::readReady);
  }

  /**
   * Takes over jobs whose worker has been silent for too long in their last attempt, to bury them.
   */
  List<Lease> takeOverExhausted(Instant now, Duration duration) {
    UUID token = UUID.randomUUID();
    String sql =
        """
        UPDATE job j SET lease_until = ?, lease_token = ?
        WHERE j.lease_until < ? AND j.attempts >= j.max_attempts
        RETURNING %s
        """
            .formatted(LEASE_COLUMNS);
    return execute(
        sql,
        (statement, connection) -> {
          statement.setTimestamp(1, Timestamp.from(now.plus(duration)));
          statement.setObject(2, token);
          statement.setTimestamp(3, Timestamp.from(now));
        },
        row -> readLease(row, token));
  }

  /**
   * Ready jobs of a queue that became due in the time from {@code after} to {@code now}, the oldest
   * first.
   */
  List<Ready> due(String queue, Instant after, Instant now, int most) {
    String sql =
        """
        SELECT id, queue FROM job
        WHERE queue = ? AND run_at > ? AND run_at <= ? AND state = 'READY'
        ORDER BY run_at LIMIT ?
        """;
    return execute(
        sql,
        (statement, connection) -> {
          statement.setString(1, queue);
          statement.setTimestamp(2, Timestamp.from(after));
          statement.setTimestamp(3, Timestamp.from(now));
          statement.setInt(4, most);
        },
        JobStore::readReady);
  }

  boolean cancel(UUID id) {
    return update("DELETE FROM job WHERE id = ?", statement -> statement.setObject(1, id));
  }

  /** How many jobs of each queue stand where, and since when the oldest one waits. */
  List<QueueFigures> figures(Instant now) {
    String sql =
        """
        SELECT queue,
          count(*) FILTER (WHERE state = 'READY' AND run_at <= ?),
          count(*) FILTER (WHERE state = 'RUNNING'),
          count(*) FILTER (WHERE state = 'READY' AND run_at > ?),
          (SELECT count(*) FROM dead_job d WHERE d.queue = q.queue),
          min(run_at) FILTER (WHERE state = 'READY' AND run_at <= ?)
        FROM (SELECT queue, state, run_at FROM job
              UNION ALL SELECT DISTINCT queue, 'DEAD', NULL::timestamptz FROM dead_job) AS q
        GROUP BY queue
        """;
    return execute(
        sql,
        (statement, connection) -> {
          statement.setTimestamp(1, Timestamp.from(now));
          statement.setTimestamp(2, Timestamp.from(now));
          statement.setTimestamp(3, Timestamp.from(now));
        },
        row ->
            new QueueFigures(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                Optional.ofNullable(row.getTimestamp(6))
                    .map(oldest -> Duration.between(oldest.toInstant(), now))
                    .orElse(Duration.ZERO)));
  }

  private static Lease readLease(ResultSet row, UUID token) throws SQLException {
    return new Lease(
        row.getObject(1, UUID.class),
        token,
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        row.getInt(6),
        Backoff.parse(row.getString(7)),
        Duration.ofMillis(row.getLong(8)),
        row.getTimestamp(9).toInstant(),
        row.getString(10));
  }

  private static Ready readReady(ResultSet row) throws SQLException {
    return new Ready(row.getObject(1, UUID.class), row.getString(2));
  }

  private static String shortened(String error) {
    return error.length() <= MAX_ERROR ? error : error.substring(0, MAX_ERROR);
  }

  @FunctionalInterface
  private interface Binding {
    void bind(PreparedStatement statement, Connection connection) throws SQLException;
  }

  @FunctionalInterface
  private interface Parameters {
    void bind(PreparedStatement statement) throws SQLException;
  }

  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> execute(String sql, Binding binding, Row<T> reader) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.bind(statement, connection);
      List<T> rows = new ArrayList<>();
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          rows.add(reader.read(results));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new JobStoreUnavailable(e);
    }
  }

  private boolean update(String sql, Parameters parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.bind(statement);
      return statement.executeUpdate() > 0;
    } catch (SQLException e) {
      throw new JobStoreUnavailable(e);
    }
  }
}
