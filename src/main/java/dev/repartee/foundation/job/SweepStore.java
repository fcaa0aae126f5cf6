package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Ids;
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
            + Leases.LEASED;
    return statements.rows(sql, Leases::read, until, UUID.randomUUID(), now);
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
        row ->
            new Mark(
                row.getString(1), row.getTimestamp(2).toInstant(), row.getObject(3, UUID.class)),
        after.stream().map(Mark::queue).toArray(String[]::new),
        after.stream().map(mark -> mark.runAt().toString()).toArray(String[]::new),
        after.stream().map(Mark::id).toArray(UUID[]::new),
        now,
        most);
  }
}
