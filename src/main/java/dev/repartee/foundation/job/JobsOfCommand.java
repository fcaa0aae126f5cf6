package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Ids;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Jobs as an operator's shell sees them, where there are neither handlers nor workers: it adds one
 * and looks how it fares. A server takes it when it next looks for jobs that are due.
 */
public final class JobsOfCommand {

  /**
   * How a job is that is not done.
   *
   * @param error of the last attempt; null when none has failed
   * @param dead whether the last attempt has failed
   */
  public record Standing(boolean running, int percent, @Nullable String error, boolean dead) {}

  private final Statements statements;
  private final JobStore store;

  public JobsOfCommand(DataSource dataSource) {
    this.statements = new Statements(dataSource);
    this.store = new JobStore(dataSource);
  }

  /**
   * Adds a job, in whatever transaction the connection is in.
   *
   * @param payload the type, for which the servers have a handler
   * @param json the payload itself, in version 1
   * @return its id, or that of the job that has the same dedupe key already
   */
  public UUID add(Class<? extends Record> payload, String json, JobOptions options) {
    return store.add(
        new JobStore.NewJob(Ids.next(), PayloadType.of(payload), 1, json, options, null));
  }

  /** How the job is; empty when it is done, or was taken back. */
  public Optional<Standing> find(UUID id) {
    return statements
        .rows(
            """
            SELECT state = 'RUNNING', progress, last_error, false FROM job WHERE id = ?
            UNION ALL SELECT false, 0, last_error, true FROM dead_job WHERE id = ?
            """,
            row ->
                new Standing(row.getBoolean(1), row.getInt(2), row.getString(3), row.getBoolean(4)),
            id,
            id)
        .stream()
        .findFirst();
  }
}
