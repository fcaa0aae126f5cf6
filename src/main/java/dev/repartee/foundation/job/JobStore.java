package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
 * Every step from RUNNING is fenced by the lease's token. The time is always the caller's. Steps
 * that touch many rows pass over locked ones: those are just being completed.
 *
 * <p>Taking a lease does not wait for the disk: if Postgres forgets it in a crash, the job is ready
 * again and the token worthless. It is therefore to be taken outside of transactions.
 */
final class JobStore {

  private static final int MAX_ERROR = 1000;

  private static final String LEASED =
      """
      RETURNING j.id, j.lease_token, j.queue, j.type, j.version, j.payload, j.attempts,
        j.max_attempts, j.backoff, j.timeout_ms, j.run_at, j.traceparent
      """;

  private final Statements statements;

  JobStore(DataSource dataSource) {
    this.statements = new Statements(dataSource);
  }

  /** A new job as it is written. */
  record NewJob(
      UUID id,
      String type,
      int version,
      String payload,
      JobOptions options,
      @Nullable String traceparent,
      Instant now) {}

  /** A job's id and where it waits. */
  record Ready(UUID id, String queue) {}

  /** A place in the order in which the jobs of a queue become due. */
  record Mark(String queue, Instant runAt, UUID id) {

    /** Before every job. */
    static Mark start(String queue) {
      return new Mark(queue, Instant.EPOCH, new UUID(0, 0));
    }

    /** After every job that is due at this time. */
    static Mark end(String queue, Instant now) {
      return new Mark(queue, now, Ids.LAST);
    }
  }

  /**
   * Adds a job in the caller's transaction.
   *
   * @return its id, or that of the job that has the same dedupe key already
   */
  UUID add(NewJob job) {
    String sql =
        """
        INSERT INTO job (id, workspace_id, queue, type, version, payload, priority, dedupe_key,
          max_attempts, backoff, timeout_ms, run_at, traceparent, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (queue, dedupe_key) WHERE dedupe_key IS NOT NULL
          DO UPDATE SET dedupe_key = excluded.dedupe_key
        RETURNING id
        """;
    JobOptions options = job.options();
    return statements
        .rows(
            sql,
            row -> row.getObject(1, UUID.class),
            job.id(),
            options.workspaceId(),
            options.queue(),
            job.type(),
            job.version(),
            job.payload(),
            options.priority(),
            options.dedupeKey(),
            options.attempts(),
            options.backoff().text(),
            options.timeout().toMillis(),
            job.now().plus(options.delay()),
            job.traceparent(),
            job.now())
        .get(0);
  }

  /**
   * Leases those of the jobs that are ready; the others are somebody else's, done, or not due.
   *
   * @param dueBy what is due later is left alone
   */
  List<Lease> lease(Collection<UUID> ids, Instant dueBy, Instant until) {
    String sql =
        """
        UPDATE job j SET state = 'RUNNING', lease_until = ?, lease_token = ?, attempts = attempts + 1
        FROM (SELECT id FROM job WHERE id = ANY (?) AND state = 'READY' AND run_at <= ?
              FOR UPDATE SKIP LOCKED) AS next,
          (SELECT set_config('synchronous_commit', 'off', true)) AS hasty
        WHERE j.id = next.id
        """
            + LEASED;
    return statements.rows(
        sql, JobStore::readLease, until, UUID.randomUUID(), ids.toArray(UUID[]::new), dueBy);
  }

  /**
   * Leases up to {@code most} ready jobs of a queue without being told which: the way to work while
   * Redis is away.
   */
  List<Lease> leaseNext(String queue, int most, Instant dueBy, Instant until) {
    String sql =
        """
        UPDATE job j SET state = 'RUNNING', lease_until = ?, lease_token = ?, attempts = attempts + 1
        FROM (SELECT id FROM job WHERE queue = ? AND state = 'READY' AND run_at <= ?
              ORDER BY priority DESC, run_at LIMIT ? FOR UPDATE SKIP LOCKED) AS next,
          (SELECT set_config('synchronous_commit', 'off', true)) AS hasty
        WHERE j.id = next.id
        """
            + LEASED;
    return statements.rows(sql, JobStore::readLease, until, UUID.randomUUID(), queue, dueBy, most);
  }

  /** Prolongs leases; answers the jobs whose lease still holds. */
  List<UUID> renew(Collection<Lease> leases, Instant until) {
    // A lease that is just being completed is locked: it can not be prolonged, and holds.
    String sql =
        """
        WITH held AS (
          SELECT j.id FROM job j JOIN unnest(?, ?) AS h (id, token)
            ON j.id = h.id AND j.lease_token = h.token),
        free AS (
          SELECT j.id FROM job j JOIN unnest(?, ?) AS h (id, token)
            ON j.id = h.id AND j.lease_token = h.token FOR UPDATE OF j SKIP LOCKED),
        renewed AS (UPDATE job SET lease_until = ? WHERE id IN (SELECT id FROM free))
        SELECT id FROM held
        """;
    UUID[] ids = column(leases, Lease::id);
    UUID[] tokens = column(leases, Lease::token);
    return statements.rows(
        sql, row -> row.getObject(1, UUID.class), ids, tokens, ids, tokens, until);
  }

  /** Completes a job; false when the lease is lost. */
  boolean complete(Lease lease) {
    return statements.change(
        "DELETE FROM job WHERE id = ? AND lease_token = ?", lease.id(), lease.token());
  }

  /** Completes jobs; answers those whose lease was not lost. */
  List<UUID> complete(Collection<Lease> leases) {
    String sql =
        """
        DELETE FROM job j USING unnest(?, ?) AS done (id, token)
        WHERE j.id = done.id AND j.lease_token = done.token
        RETURNING j.id
        """;
    return statements.rows(
        sql,
        row -> row.getObject(1, UUID.class),
        column(leases, Lease::id),
        column(leases, Lease::token));
  }

  /** Puts a job back after a failed attempt; false when the lease is lost. */
  boolean retry(Lease lease, Instant runAt, String error) {
    String sql =
        """
        UPDATE job SET state = 'READY', lease_until = NULL, lease_token = NULL, run_at = ?,
          last_error = ?
        WHERE id = ? AND lease_token = ?
        """;
    return statements.change(sql, runAt, stored(error), lease.id(), lease.token());
  }

  /**
   * Puts back a job that was not begun or could not be finished through no fault of its own: the
   * attempt does not count.
   */
  boolean giveBack(Lease lease) {
    String sql =
        """
        UPDATE job SET state = 'READY', lease_until = NULL, lease_token = NULL,
          attempts = attempts - 1
        WHERE id = ? AND lease_token = ?
        """;
    return statements.change(sql, lease.id(), lease.token());
  }

  /** Moves a job to the dead ones; false when the lease is lost. */
  boolean bury(Lease lease, Instant now, String error) {
    String sql =
        """
        WITH gone AS (DELETE FROM job WHERE id = ? AND lease_token = ? RETURNING *)
        INSERT INTO dead_job (id, workspace_id, queue, type, version, payload, attempts,
          max_attempts, traceparent, last_error, created_at, died_at)
        SELECT id, workspace_id, queue, type, version, payload, attempts, max_attempts, traceparent,
          CAST(? AS varchar), created_at, CAST(? AS timestamptz)
        FROM gone
        """;
    return statements.change(sql, lease.id(), lease.token(), stored(error), now);
  }

  boolean progress(Lease lease, int percent) {
    return statements.change(
        "UPDATE job SET progress = ? WHERE id = ? AND lease_token = ?",
        percent,
        lease.id(),
        lease.token());
  }

  /** Makes jobs ready whose worker has been silent for too long and that have attempts left. */
  List<Ready> expire(Instant now) {
    String sql =
        """
        UPDATE job j SET state = 'READY', lease_until = NULL, lease_token = NULL,
          last_error = 'The worker did not come back'
        FROM (SELECT id FROM job WHERE lease_until < ? AND attempts < max_attempts
              FOR UPDATE SKIP LOCKED) AS silent
        WHERE j.id = silent.id
        RETURNING j.id, j.queue
        """;
    return statements.rows(
        sql, row -> new Ready(row.getObject(1, UUID.class), row.getString(2)), now);
  }

  /**
   * Takes over jobs whose worker has been silent for too long in their last attempt, to bury them.
   */
  List<Lease> takeOverExhausted(Instant now, Instant until) {
    String sql =
        """
        UPDATE job j SET lease_until = ?, lease_token = ?
        FROM (SELECT id FROM job WHERE lease_until < ? AND attempts >= max_attempts
              FOR UPDATE SKIP LOCKED) AS silent
        WHERE j.id = silent.id
        """
            + LEASED;
    return statements.rows(sql, JobStore::readLease, until, UUID.randomUUID(), now);
  }

  /**
   * The next ready jobs of queues that are due, in the order in which they became due.
   *
   * @param after where to begin, one mark for each queue
   * @param most how many of each queue
   */
  List<Mark> due(Collection<Mark> after, Instant now, int most) {
    String sql =
        """
        SELECT due.queue, due.run_at, due.id
        FROM unnest(?, CAST(? AS timestamptz[]), ?) AS mark (queue, run_at, id)
        CROSS JOIN LATERAL (
          SELECT queue, run_at, id FROM job
          WHERE queue = mark.queue AND run_at >= mark.run_at AND run_at <= ? AND state = 'READY'
            AND (run_at, id) > (mark.run_at, mark.id)
          ORDER BY run_at, id LIMIT ?) AS due
        """;
    return statements.rows(
        sql,
        row -> new Mark(row.getString(1), instant(row, 2), row.getObject(3, UUID.class)),
        after.stream().map(Mark::queue).toArray(String[]::new),
        after.stream().map(mark -> mark.runAt().toString()).toArray(String[]::new),
        after.stream().map(Mark::id).toArray(UUID[]::new),
        now,
        most);
  }

  boolean cancel(UUID id) {
    return statements.change("DELETE FROM job WHERE id = ?", id);
  }

  /** How many jobs of each queue stand where, and since when the oldest one waits. */
  List<QueueFigures> figures(Instant now) {
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

  private static Lease readLease(ResultSet row) throws SQLException {
    return new Lease(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        row.getString(6),
        row.getInt(7),
        row.getInt(8),
        Backoff.parse(row.getString(9)),
        Duration.ofMillis(row.getLong(10)),
        instant(row, 11),
        row.getString(12));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    Timestamp timestamp = row.getTimestamp(column);
    return timestamp.toInstant();
  }

  private static UUID[] column(Collection<Lease> leases, Function<Lease, UUID> column) {
    return leases.stream().map(column).toArray(UUID[]::new);
  }

  /** An error as the column takes it: not too long, and without what Postgres has no room for. */
  private static String stored(String error) {
    String text = error.replace("\0", "");
    return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
  }
}
