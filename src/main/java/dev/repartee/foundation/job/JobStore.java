package dev.repartee.foundation.job;

import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs and takes them back, in the caller's transaction. {@link Leases} says what becomes of
 * them.
 */
final class JobStore {

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

  /**
   * Adds a job.
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

  boolean cancel(UUID id) {
    return statements.change("DELETE FROM job WHERE id = ?", id);
  }
}
