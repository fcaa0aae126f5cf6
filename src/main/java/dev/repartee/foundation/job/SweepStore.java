package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** What the sweeper asks and does: jobs whose worker is silent, and jobs that are due. */
final class SweepStore {

  private final Statements statements;

  SweepStore(DataSource dataSource) {
    this.statements = new Statements(dataSource);
  }

  /** A place in the order in which the jobs of a queue become due. */
  record Mark(String queue, Instant runAt, UUID id, int priority) {

    /** Before every job. */
    static Mark start(String queue) {
      return new Mark(queue, Instant.EPOCH, new UUID(0, 0), 0);
    }

    Ready ready() {
      return new Ready(id, queue, priority);
    }
  }

  /** Makes jobs ready whose worker has been silent for too long and that have attempts left. */
  List<Ready> expire() {
    String sql =
        """
        WITH expired AS (
          UPDATE job j SET state = 'READY', lease_until = NULL, lease_token = NULL,
            last_error = 'The worker did not come back'
          WHERE j.id = ANY (ARRAY (
            SELECT id FROM job
            WHERE lease_until < statement_timestamp() AND attempts < max_attempts
            FOR UPDATE SKIP LOCKED))
          RETURNING j.id, j.queue, j.priority, j.attempts),
        noted AS (
          INSERT INTO job_attempt (job_id, number, ended_at, outcome, error)
          SELECT id, attempts, statement_timestamp(), 'LOST', 'The worker did not come back'
          FROM expired ON CONFLICT DO NOTHING)
        SELECT id, queue, priority FROM expired
        """;
    return statements.rows(
        sql, row -> new Ready(row.getObject(1, UUID.class), row.getString(2), row.getInt(3)));
  }

  /**
   * Takes over jobs whose worker has been silent for too long in their last attempt, to bury them.
   */
  List<Lease> takeOverExhausted(Duration lease) {
    String sql =
        """
        UPDATE job j SET lease_token = gen_random_uuid(),
          lease_until = statement_timestamp() + ? * interval '1 microsecond'
        WHERE j.id = ANY (ARRAY (
          SELECT id FROM job
          WHERE lease_until < statement_timestamp() AND attempts >= max_attempts
          FOR UPDATE SKIP LOCKED))
        """
            + Leases.LEASED;
    return statements.rows(sql, Leases::read, lease);
  }

  /**
   * The next ready jobs of queues that are due, in the order in which they became due.
   *
   * @param after where to begin, one mark for each queue
   * @param most how many of each queue
   */
  List<Mark> due(Collection<Mark> after, int most) {
    String sql =
        """
        SELECT due.queue, due.run_at, due.id, due.priority
        FROM unnest(?, CAST(? AS timestamptz[]), ?) AS mark (queue, run_at, id)
        CROSS JOIN LATERAL (
          SELECT queue, run_at, id, priority FROM job
          WHERE queue = mark.queue AND run_at >= mark.run_at AND run_at <= statement_timestamp()
            AND state = 'READY' AND (run_at, id) > (mark.run_at, mark.id)
          ORDER BY run_at, id LIMIT ?) AS due
        """;
    return statements.rows(
        sql,
        row ->
            new Mark(
                row.getString(1),
                row.getTimestamp(2).toInstant(),
                row.getObject(3, UUID.class),
                row.getInt(4)),
        after.stream().map(Mark::queue).toArray(String[]::new),
        after.stream().map(mark -> mark.runAt().toString()).toArray(String[]::new),
        after.stream().map(Mark::id).toArray(UUID[]::new),
        most);
  }

  /** What nobody looks at any more: done jobs past their time, and keys whose period is over. */
  void purge(int most) {
    statements.change(
        "DELETE FROM done_job WHERE id IN (SELECT id FROM done_job"
            + " WHERE keep_until < statement_timestamp() ORDER BY keep_until LIMIT ?)",
        most);
    statements.change(
        "DELETE FROM job_throttle WHERE (queue, dedupe_key) IN (SELECT queue, dedupe_key"
            + " FROM job_throttle WHERE until < statement_timestamp() LIMIT ?)"
            + " AND until < statement_timestamp()",
        most);
    statements.change(
        "DELETE FROM job_rate WHERE (queue, rate_key) IN (SELECT queue, rate_key"
            + " FROM job_rate WHERE until < statement_timestamp() LIMIT ?)"
            + " AND until < statement_timestamp()",
        most);
  }
}
