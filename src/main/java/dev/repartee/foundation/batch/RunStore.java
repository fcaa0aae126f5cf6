package dev.repartee.foundation.batch;

import dev.repartee.foundation.data.Sql;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** What the batch runtime's own tables say, where its API does not ask or answer. */
final class RunStore {

  /** The parameter that tells the runs of a batch apart. */
  static final String KEY = "run";

  /** How the runtime writes down the status FAILED, of executions, steps and instances. */
  private static final int FAILED = 4;

  /** STARTING, STARTED and STOPPING. */
  private static final String RUNNING = "batchstatus IN (0, 1, 2)";

  private final Sql sql;

  RunStore(DataSource dataSource) {
    this.sql = new Sql(dataSource);
  }

  /** The newest execution of a batch with this key. */
  OptionalLong last(String batch, String key) {
    return sql
        .rows(
            """
            SELECT e.jobexecid
            FROM batch_jobparameter p
            JOIN batch_jobexecution e ON e.jobexecid = p.fk_jobexecid
            JOIN batch_jobinstance i ON i.jobinstanceid = e.fk_jobinstanceid
            WHERE p.name = 'run' AND p.value = ? AND i.jobxmlname = ?
            ORDER BY e.jobexecid DESC LIMIT 1
            """,
            row -> row.getLong(1),
            key,
            batch)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /**
   * Marks as failed what stands as running, though nobody runs it: the runtime itself does so only
   * for a server that comes back under its old name.
   *
   * @return whether it stood as running
   */
  boolean abandon(long execution, Instant now) {
    // The runtime keeps local times.
    LocalDateTime time = LocalDateTime.ofInstant(now, ZoneId.systemDefault());
    int abandoned =
        sql.change(
            """
            WITH gone AS (
              UPDATE batch_jobexecution SET batchstatus = ?, exitstatus = 'FAILED', endtime = ?,
                updatetime = ?
              WHERE jobexecid = ? AND %1$s
              RETURNING jobexecid, fk_jobinstanceid),
            steps AS (
              UPDATE batch_stepthreadexecution SET batchstatus = ?, exitstatus = 'FAILED',
                endtime = ?
              WHERE fk_jobexecid IN (SELECT jobexecid FROM gone) AND %1$s)
            UPDATE batch_jobinstance SET batchstatus = ?, exitstatus = 'FAILED', instancestate = ?,
              updatetime = ?
            WHERE jobinstanceid IN (SELECT fk_jobinstanceid FROM gone)
            """
                .formatted(RUNNING),
            FAILED,
            time,
            time,
            execution,
            FAILED,
            time,
            FAILED,
            FAILED,
            time);
    return abandoned > 0;
  }

  /** Holds an execution as running until the transaction ends; false when it is not. */
  boolean hold(long execution) {
    return !sql.rows(
            "SELECT 1 FROM batch_jobexecution WHERE jobexecid = ? AND " + RUNNING + " FOR SHARE",
            row -> row.getInt(1),
            execution)
        .isEmpty();
  }
}
