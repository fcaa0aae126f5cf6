package dev.repartee.foundation.job;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Adds the jobs that are tied to others. Those of a group and those that wait for children are
 * written as held; triggers of the table decide at the commit, one transaction after the other, who
 * is released, and again at the end of each job. So nothing that ends a job can forget it.
 */
final class TiedJobs {

  /** How often another one may come in between. */
  private static final int MOST_TRIES = 100;

  private final Statements statements;

  TiedJobs(DataSource dataSource) {
    this.statements = new Statements(dataSource);
  }

  /**
   * Adds a job.
   *
   * @return its id, or that of the job that stands for its dedupe key
   */
  UUID add(JobStore.NewJob job) {
    JobOptions options = job.options();
    String key = options.dedupeKey();
    if (key == null) {
      return insert(job, null, options.ties().group()).get(0);
    }
    return switch (options.ties().dedupe()) {
      case SIMPLE -> addUnlessThere(job, key);
      case THROTTLE -> throttle(job, key);
      case DEBOUNCE, KEEP_LAST -> addOrChange(job, key);
    };
  }

  private UUID addUnlessThere(JobStore.NewJob job, String key) {
    for (int i = 0; i < MOST_TRIES; i++) {
      List<UUID> added = insert(job, key, job.options().ties().group());
      if (added.isEmpty()) {
        added = ids("SELECT id FROM job WHERE queue = ? AND dedupe_key = ?", job, key);
      }
      if (!added.isEmpty()) {
        return added.get(0);
      }
    }
    throw tooBusy(key);
  }

  private UUID throttle(JobStore.NewJob job, String key) {
    String sql =
        """
        INSERT INTO job_throttle AS t (queue, dedupe_key, job_id, until)
        VALUES (?, ?, ?, statement_timestamp() + ? * interval '1 microsecond')
        ON CONFLICT (queue, dedupe_key) DO UPDATE SET
          job_id = CASE WHEN t.until <= statement_timestamp() THEN excluded.job_id
            ELSE t.job_id END,
          until = CASE WHEN t.until <= statement_timestamp() THEN excluded.until ELSE t.until END
        RETURNING job_id
        """;
    JobOptions options = job.options();
    UUID first =
        statements
            .rows(
                sql,
                row -> row.getObject(1, UUID.class),
                options.queue(),
                key,
                job.id(),
                options.ties().period())
            .get(0);
    return first.equals(job.id()) ? insert(job, null, options.ties().group()).get(0) : first;
  }

  /** Changes the one that waits; one that runs gives its key to a new one. */
  private UUID addOrChange(JobStore.NewJob job, String key) {
    JobOptions options = job.options();
    boolean keepsLast = options.ties().dedupe() == Ties.Dedupe.KEEP_LAST;
    String group = options.ties().group();
    if (keepsLast && group == null) {
      group = "keep last: " + key;
    }
    for (int i = 0; i < MOST_TRIES; i++) {
      List<UUID> changed = keepsLast ? replace(job, key) : postpone(job, key);
      if (changed.isEmpty()) {
        statements.change(
            "UPDATE job SET dedupe_key = NULL"
                + " WHERE queue = ? AND dedupe_key = ? AND state = 'RUNNING'",
            options.queue(),
            key);
        changed = insert(job, key, group);
      }
      if (!changed.isEmpty()) {
        return changed.get(0);
      }
    }
    throw tooBusy(key);
  }

  private List<UUID> replace(JobStore.NewJob job, String key) {
    String sql =
        """
        UPDATE job SET type = ?, version = ?, payload = ?, traceparent = ?
        WHERE queue = ? AND dedupe_key = ? AND state = 'READY'
        RETURNING id
        """;
    return statements.rows(
        sql,
        row -> row.getObject(1, UUID.class),
        job.type(),
        job.version(),
        job.payload(),
        job.traceparent(),
        job.options().queue(),
        key);
  }

  private List<UUID> postpone(JobStore.NewJob job, String key) {
    String sql =
        """
        UPDATE job SET wanted_at = later.at,
          run_at = CASE WHEN run_at = 'infinity' THEN run_at ELSE later.at END
        FROM (SELECT statement_timestamp() + ? * interval '1 microsecond' AS at) AS later
        WHERE queue = ? AND dedupe_key = ? AND state = 'READY'
        RETURNING id
        """;
    return statements.rows(
        sql,
        row -> row.getObject(1, UUID.class),
        job.options().delay(),
        job.options().queue(),
        key);
  }

  private List<UUID> ids(String sql, JobStore.NewJob job, String key) {
    return statements.rows(sql, row -> row.getObject(1, UUID.class), job.options().queue(), key);
  }

  private List<UUID> insert(
      JobStore.NewJob job, @Nullable String dedupeKey, @Nullable String group) {
    String sql =
        """
        INSERT INTO job (id, workspace_id, queue, type, version, payload, priority, dedupe_key,
          max_attempts, backoff, timeout_ms, traceparent, group_key, group_order, parent_id,
          awaits_children, survives_children, rate_key, keep_ms, wanted_at, run_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          CASE WHEN ? THEN nextval('job_group_order') END, ?, ?, ?, ?, ?,
          statement_timestamp() + ? * interval '1 microsecond',
          CASE WHEN ? THEN 'infinity'
            ELSE statement_timestamp() + ? * interval '1 microsecond' END,
          statement_timestamp())
        ON CONFLICT (queue, dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING
        RETURNING id
        """;
    JobOptions options = job.options();
    Ties ties = options.ties();
    return statements.rows(
        sql,
        row -> row.getObject(1, UUID.class),
        job.id(),
        options.workspaceId(),
        options.queue(),
        job.type(),
        job.version(),
        job.payload(),
        options.priority(),
        dedupeKey,
        options.attempts(),
        options.backoff().text(),
        options.timeout().toMillis(),
        job.traceparent(),
        group,
        group != null,
        ties.parent(),
        ties.awaitsChildren(),
        ties.survivesChildren(),
        ties.rateKey(),
        ties.keepFor().isZero() ? null : ties.keepFor().toMillis(),
        options.delay(),
        group != null || ties.awaitsChildren(),
        options.delay());
  }

  private static IllegalStateException tooBusy(String key) {
    return new IllegalStateException("Too many enqueue jobs with the key " + key + " at once");
  }
}
