package dev.repartee.foundation.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

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
 * Every step from RUNNING is fenced by the lease's token. The time is always that of the database:
 * what an instance believes about the time can neither end a lease nor make a job due. Steps that
 * touch many rows pass over locked ones: those are just being completed.
 *
 * <p>What is to be changed is named by an array, or chosen in an {@code ARRAY (SELECT …)}, which is
 * run once. As a table to join with, Postgres may choose to run it again for every job there is.
 * Every lease has a token of its own, so that two arrays, of ids and of tokens, mean pairs.
 *
 * <p>Taking a lease does not wait for the disk: if Postgres forgets it in a crash, the job is ready
 * again and the token worthless. It is therefore to be taken outside of transactions.
 */
final class Leases {

  private static final int MAX_ERROR = 1000;

  /** What a statement on job j returns for {@link #read}. */
  static final String LEASED =
      """
      RETURNING j.id, j.lease_token, j.queue, j.type, j.version, j.payload, j.attempts,
        j.max_attempts, j.backoff, j.timeout_ms, j.run_at, j.traceparent, j.priority,
        j.group_key, j.parent_id, j.keep_ms, j.rate_key, j.slot_granted
      """;

  private final Statements statements;

  Leases(DataSource dataSource) {
    this.statements = new Statements(dataSource);
  }

  /** Leases those of the jobs that are ready; the others are somebody else's, done, or not due. */
  List<Lease> lease(Collection<UUID> ids, Duration lease) {
    String sql =
        """
        UPDATE job j SET state = 'RUNNING', lease_token = gen_random_uuid(),
          lease_until = statement_timestamp() + ? * interval '1 microsecond',
          attempts = attempts + 1
        FROM (SELECT set_config('synchronous_commit', 'off', true)) AS hasty
        WHERE j.id = ANY (ARRAY (
          SELECT id FROM job
          WHERE id = ANY (?) AND state = 'READY' AND run_at <= statement_timestamp()
          FOR UPDATE SKIP LOCKED))
        """;
    return statements.rows(sql + LEASED, Leases::read, lease, ids.toArray(UUID[]::new));
  }

  /**
   * Leases up to {@code most} ready jobs of a queue without being told which, the urgent ones
   * first: the way to work while Redis is away.
   */
  List<Lease> leaseNext(String queue, int most, Duration lease) {
    String sql =
        """
        WITH urgent AS (
          SELECT id FROM job
          WHERE queue = ? AND priority > 0 AND state = 'READY' AND run_at <= statement_timestamp()
          ORDER BY priority DESC, run_at, id LIMIT ? FOR UPDATE SKIP LOCKED),
        plain AS (
          SELECT id FROM job
          WHERE queue = ? AND priority = 0 AND state = 'READY' AND run_at <= statement_timestamp()
          ORDER BY run_at LIMIT ? FOR UPDATE SKIP LOCKED),
        rest AS (
          SELECT id FROM job
          WHERE queue = ? AND priority < 0 AND state = 'READY' AND run_at <= statement_timestamp()
          ORDER BY priority DESC, run_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
        UPDATE job j SET state = 'RUNNING', lease_token = gen_random_uuid(),
          lease_until = statement_timestamp() + ? * interval '1 microsecond',
          attempts = attempts + 1
        FROM (SELECT set_config('synchronous_commit', 'off', true)) AS hasty
        WHERE j.id = ANY (ARRAY (
          SELECT id FROM (
            SELECT 1 AS place, id FROM urgent UNION ALL
            SELECT 2, id FROM plain UNION ALL
            SELECT 3, id FROM rest) AS next
          ORDER BY place LIMIT ?))
        """;
    return statements.rows(
        sql + LEASED, Leases::read, queue, most, queue, most, queue, most, lease, most);
  }

  /** Prolongs leases; answers the tokens of those that still hold. */
  Set<UUID> renew(Collection<Lease> leases, Duration lease) {
    // A lease that is just being completed is locked: it can not be prolonged, and holds.
    String sql =
        """
        WITH held AS (
          SELECT lease_token FROM job WHERE id = ANY (?) AND lease_token = ANY (?)),
        free AS (
          SELECT id FROM job WHERE id = ANY (?) AND lease_token = ANY (?) FOR UPDATE SKIP LOCKED),
        renewed AS (
          UPDATE job SET lease_until = statement_timestamp() + ? * interval '1 microsecond'
          WHERE id = ANY (ARRAY (SELECT id FROM free)))
        SELECT lease_token FROM held
        """;
    UUID[] ids = column(leases, Lease::id);
    UUID[] tokens = column(leases, Lease::token);
    return Set.copyOf(statements.rows(sql, Leases::token, ids, tokens, ids, tokens, lease));
  }

  /** Completes a job; false when the lease is lost. */
  boolean complete(Lease lease) {
    return statements.change(
        "DELETE FROM job WHERE id = ? AND lease_token = ?", lease.id(), lease.token());
  }

  /** Completes jobs; answers the tokens of the leases that were not lost. */
  Set<UUID> complete(Collection<Lease> leases) {
    return ended(
        "DELETE FROM job WHERE id = ANY (?) AND lease_token = ANY (?) RETURNING lease_token",
        leases);
  }

  /** Puts a job back after a failed attempt; false when the lease is lost. */
  boolean retry(Lease lease, Duration wait, String error) {
    String sql =
        """
        UPDATE job SET state = 'READY', lease_until = NULL, lease_token = NULL, last_error = ?,
          slot_granted = false, run_at = statement_timestamp() + ? * interval '1 microsecond'
        WHERE id = ? AND lease_token = ?
        """;
    return statements.change(sql, stored(error), wait, lease.id(), lease.token());
  }

  /**
   * Puts back jobs that were not begun or could not be finished through no fault of their own: the
   * attempt does not count.
   *
   * @return the tokens of the leases that were not lost
   */
  Set<UUID> giveBack(Collection<Lease> leases) {
    String sql =
        """
        WITH given AS (
          SELECT id, lease_token FROM job WHERE id = ANY (?) AND lease_token = ANY (?) FOR UPDATE),
        ready AS (
          UPDATE job SET state = 'READY', lease_until = NULL, lease_token = NULL,
            attempts = attempts - 1
          WHERE id = ANY (ARRAY (SELECT id FROM given)))
        SELECT lease_token FROM given
        """;
    return ended(sql, leases);
  }

  private Set<UUID> ended(String sql, Collection<Lease> leases) {
    return Set.copyOf(
        statements.rows(
            sql, Leases::token, column(leases, Lease::id), column(leases, Lease::token)));
  }

  private static UUID token(ResultSet row) throws SQLException {
    return row.getObject(1, UUID.class);
  }

  /** Moves a job to the dead ones; false when the lease is lost. */
  boolean bury(Lease lease, String error) {
    String sql =
        """
        WITH gone AS (DELETE FROM job WHERE id = ? AND lease_token = ? RETURNING *)
        INSERT INTO dead_job (id, workspace_id, queue, type, version, payload, attempts,
          max_attempts, traceparent, last_error, created_at, died_at, backoff, timeout_ms, priority,
          group_key, rate_key, keep_ms)
        SELECT id, workspace_id, queue, type, version, payload, attempts, max_attempts, traceparent,
          coalesce('Its child ' || failed_child || ' died', CAST(? AS varchar)), created_at,
          statement_timestamp(), backoff, timeout_ms, priority, group_key, rate_key, keep_ms
        FROM gone
        """;
    return statements.change(sql, lease.id(), lease.token(), stored(error));
  }

  boolean progress(Lease lease, int percent) {
    return statements.change(
        "UPDATE job SET progress = ? WHERE id = ? AND lease_token = ?",
        percent,
        lease.id(),
        lease.token());
  }

  /** Reads what {@link #LEASED} returns. */
  static Lease read(ResultSet row) throws SQLException {
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
        row.getTimestamp(11).toInstant(),
        row.getString(12),
        row.getInt(13),
        traits(row));
  }

  private static Lease.Traits traits(ResultSet row) throws SQLException {
    Lease.Traits traits =
        new Lease.Traits(
            row.getString(14),
            row.getObject(15, UUID.class),
            Duration.ofMillis(row.getLong(16)),
            row.getString(17),
            row.getBoolean(18));
    return traits.equals(Lease.Traits.NONE) ? Lease.Traits.NONE : traits;
  }

  private static UUID[] column(Collection<Lease> leases, Function<Lease, UUID> column) {
    return leases.stream().map(column).toArray(UUID[]::new);
  }

  /** An error as the column takes it: not too long, and without what Postgres has no room for. */
  static String stored(String error) {
    String text = error.replace("\0", "");
    return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
  }
}
