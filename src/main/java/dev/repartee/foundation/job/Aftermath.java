package dev.repartee.foundation.job;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What remains of attempts and jobs: their timeline, the done ones that are kept, and the jobs that
 * they have let go, which are offered at once instead of at the next sweep.
 */
@ApplicationScoped
class Aftermath {

  private static final System.Logger LOG = System.getLogger(Aftermath.class.getName());

  private final Statements statements;
  private final Leases leases;
  private final Dispatcher dispatcher;
  private final Executor executor;
  private final String instance;

  @Inject
  Aftermath(
      DataSource dataSource, Dispatcher dispatcher, @OnJobThreads ManagedExecutorService executor) {
    this(dataSource, dispatcher, (Executor) executor);
  }

  Aftermath(DataSource dataSource, Dispatcher dispatcher, Executor executor) {
    this.statements = new Statements(dataSource);
    this.leases = new Leases(dataSource);
    this.dispatcher = dispatcher;
    this.executor = executor;
    this.instance = host() + "/" + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Completes a job, and keeps it if it is to be kept; false when the lease is lost. */
  boolean complete(Attempt attempt) {
    Lease lease = attempt.lease();
    return lease.traits().isKept() ? keep(attempt) : leases.complete(lease);
  }

  private boolean keep(Attempt attempt) {
    String sql =
        """
        WITH gone AS (DELETE FROM job WHERE id = ? AND lease_token = ? RETURNING *),
        noted AS (
          INSERT INTO job_attempt (job_id, number, started_at, ended_at, outcome, instance)
          SELECT id, attempts, statement_timestamp() - ? * interval '1 microsecond',
            statement_timestamp(), 'COMPLETED', CAST(? AS varchar)
          FROM gone ON CONFLICT DO NOTHING)
        INSERT INTO done_job (id, workspace_id, queue, type, version, payload, attempts,
          max_attempts, traceparent, result, created_at, done_at, keep_until)
        SELECT id, workspace_id, queue, type, version, payload, attempts, max_attempts, traceparent,
          CAST(? AS text), created_at, statement_timestamp(),
          statement_timestamp() + keep_ms * interval '1 millisecond'
        FROM gone
        """;
    Lease lease = attempt.lease();
    return statements.change(
        sql, lease.id(), lease.token(), attempt.age(), instance, attempt.result());
  }

  /** Notes an attempt that failed, while it still has the job. */
  void failed(Attempt attempt, String error) {
    boolean timedOut = attempt.stopped() == Attempt.Stop.TIMED_OUT;
    note(attempt.lease(), attempt.age(), timedOut ? "TIMED_OUT" : "FAILED", error, instance);
  }

  /** Notes an attempt whose worker did not come back. */
  void lost(Lease lease, String error) {
    note(lease, null, "LOST", error, null);
  }

  private void note(
      Lease lease, @Nullable Duration age, String outcome, String error, @Nullable String by) {
    String sql =
        """
        INSERT INTO job_attempt (job_id, number, started_at, ended_at, outcome, error, instance)
        SELECT id, attempts,
          statement_timestamp() - CAST(? AS bigint) * interval '1 microsecond',
          statement_timestamp(), ?, ?, ?
        FROM job WHERE id = ? AND lease_token = ? AND failed_child IS NULL
        ON CONFLICT DO NOTHING
        """;
    statements.change(sql, age, outcome, Leases.stored(error), by, lease.id(), lease.token());
  }

  /** Offers what waited for the end of this job, if anything did. */
  void release(Lease lease) {
    Lease.Traits traits = lease.traits();
    if (traits.releases()) {
      release(lease.queue(), traits.group(), traits.parent());
    }
  }

  /** A job that is taken back lets others go as well; off the thread that has just committed. */
  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobCancelled job) {
    if (job.group() != null || job.parent() != null) {
      try {
        executor.execute(() -> release(job.queue(), job.group(), job.parent()));
      } catch (RejectedExecutionException e) { // the server is stopping; another one sweeps
        LOG.log(System.Logger.Level.DEBUG, "No thread to offer what was released", e);
      }
    }
  }

  private void release(String queue, @Nullable String group, @Nullable UUID parent) {
    String sql =
        """
        SELECT id, queue, priority FROM job
        WHERE queue = ? AND group_key = ? AND run_at < 'infinity' AND state = 'READY'
        UNION ALL
        SELECT id, queue, priority FROM job
        WHERE id = ? AND run_at < 'infinity' AND state = 'READY'
        """;
    try {
      List<Ready> released =
          statements.rows(
              sql,
              row -> new Ready(row.getObject(1, UUID.class), row.getString(2), row.getInt(3)),
              queue,
              group,
              parent);
      if (!released.isEmpty()) {
        dispatcher.push(released);
      }
    } catch (JobStoreUnavailable e) {
      LOG.log(System.Logger.Level.DEBUG, "What was released is not offered; the sweep will", e);
    }
  }
}
