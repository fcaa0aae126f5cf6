package dev.repartee.foundation.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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
 * Adds jobs and takes them back, in the caller's transaction. {@link Leases} says what becomes of
 * them, and whose time counts.
 */
final class JobStore {

  private final Statements statements;
  private final TiedJobs tied;

  JobStore(DataSource dataSource) {
    this.statements = new Statements(dataSource);
    this.tied = new TiedJobs(dataSource);
  }

  /** A new job as it is written. */
  record NewJob(
      UUID id,
      String type,
      int version,
      String payload,
      JobOptions options,
      @Nullable String traceparent) {}

  /** What jobs that go into one statement have in common. */
  private record Kind(String type, int version, JobOptions options, @Nullable String traceparent) {}

  /**
   * Adds a job.
   *
   * @return its id, or that of the job that has the same dedupe key already
   */
  UUID add(NewJob job) {
    if (!job.options().isPlain()) {
      return tied.add(job);
    }
    String sql =
        """
        INSERT INTO job (id, workspace_id, queue, type, version, payload, priority, dedupe_key,
          max_attempts, backoff, timeout_ms, traceparent, run_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          statement_timestamp() + ? * interval '1 microsecond', statement_timestamp())
        ON CONFLICT (queue, dedupe_key) WHERE dedupe_key IS NOT NULL
          DO UPDATE SET dedupe_key = excluded.dedupe_key
        RETURNING id
        """;
    JobOptions options = job.options();
    return statements
        .rows(
            sql,
            JobStore::id,
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
            job.traceparent(),
            options.delay())
        .get(0);
  }

  /**
   * Adds jobs; those without a dedupe key in one statement for each kind.
   *
   * @return their ids in the same order, with that of the job that is there already for those whose
   *     dedupe key is taken
   */
  List<UUID> addAll(List<NewJob> jobs) {
    List<UUID> ids = new ArrayList<>(jobs.size());
    Map<Kind, List<NewJob>> kinds = new LinkedHashMap<>();
    for (NewJob job : jobs) {
      JobOptions options = job.options();
      if (options.dedupeKey() == null && options.isPlain()) {
        Kind kind = new Kind(job.type(), job.version(), options, job.traceparent());
        kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(job);
        ids.add(job.id());
      } else {
        ids.add(add(job));
      }
    }
    kinds.forEach(this::addKind);
    return ids;
  }

  private void addKind(Kind kind, Collection<NewJob> jobs) {
    String sql =
        """
        INSERT INTO job (id, workspace_id, queue, type, version, payload, priority, max_attempts,
          backoff, timeout_ms, traceparent, run_at, created_at)
        SELECT added.id, ?, ?, ?, ?, added.payload, ?, ?, ?, ?, ?,
          statement_timestamp() + ? * interval '1 microsecond', statement_timestamp()
        FROM unnest(?, ?) AS added (id, payload)
        """;
    JobOptions options = kind.options();
    statements.change(
        sql,
        options.workspaceId(),
        options.queue(),
        kind.type(),
        kind.version(),
        options.priority(),
        options.attempts(),
        options.backoff().text(),
        options.timeout().toMillis(),
        kind.traceparent(),
        options.delay(),
        jobs.stream().map(NewJob::id).toArray(UUID[]::new),
        jobs.stream().map(NewJob::payload).toArray(String[]::new));
  }

  /**
   * Adds a job that is leased already, for a worker of this instance that has a free hand. If the
   * transaction fails, there was neither a job nor a lease.
   */
  Lease addLeased(NewJob job, Duration lease) {
    String sql =
        """
        INSERT INTO job AS j (id, workspace_id, queue, type, version, payload, priority,
          max_attempts, backoff, timeout_ms, traceparent, lease_token, lease_until, state,
          attempts, run_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, gen_random_uuid(),
          statement_timestamp() + ? * interval '1 microsecond', 'RUNNING', 1,
          statement_timestamp(), statement_timestamp())
        """;
    JobOptions options = job.options();
    return statements
        .rows(
            sql + Leases.LEASED,
            Leases::read,
            job.id(),
            options.workspaceId(),
            options.queue(),
            job.type(),
            job.version(),
            job.payload(),
            options.priority(),
            options.attempts(),
            options.backoff().text(),
            options.timeout().toMillis(),
            job.traceparent(),
            lease)
        .get(0);
  }

  /** Takes a job out; empty when it is not there. */
  Optional<JobCancelled> cancel(UUID id) {
    return statements
        .rows(
            "DELETE FROM job WHERE id = ? RETURNING queue, group_key, parent_id",
            row ->
                new JobCancelled(
                    id, row.getString(1), row.getString(2), row.getObject(3, UUID.class)),
            id)
        .stream()
        .findFirst();
  }

  private static UUID id(ResultSet row) throws SQLException {
    return row.getObject(1, UUID.class);
  }
}
