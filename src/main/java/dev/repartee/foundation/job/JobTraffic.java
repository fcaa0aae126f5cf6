package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the queues got done, minute by minute, over all instances. Each instance counts for itself
 * and adds to the table now and then, so that watching costs next to nothing; what it has counted
 * in the last seconds is lost with it.
 */
@ApplicationScoped
public class JobTraffic {

  static final Duration INTERVAL = Duration.ofSeconds(5);

  /** How far back it is kept. */
  public static final Duration KEPT = Duration.ofHours(24);

  private final Statements statements;
  private final InstantSource clock;
  private final Map<Key, Sums> counted = new ConcurrentHashMap<>();

  @Inject
  public JobTraffic(DataSource dataSource, InstantSource clock) {
    this.statements = new Statements(dataSource);
    this.clock = clock;
  }

  private record Key(Instant minute, String queue) {}

  private record Sums(long begun, long completed, long failed, Duration waited, Duration ran) {

    Sums plus(Sums more) {
      return new Sums(
          begun + more.begun,
          completed + more.completed,
          failed + more.failed,
          waited.plus(more.waited),
          ran.plus(more.ran));
    }
  }

  /**
   * What happened in one minute.
   *
   * @param minute its beginning
   * @param completed attempts that did what they should
   * @param failed attempts that failed or took too long
   * @param meanWait how long the jobs that began in it had been ready
   * @param meanRun how long what ended in it ran
   */
  public record Minute(
      Instant minute, long completed, long failed, Duration meanWait, Duration meanRun) {}

  /** Counts an attempt that begins, and how long its job had been ready. */
  void began(String queue, Duration waited) {
    count(queue, new Sums(1, 0, 0, waited, Duration.ZERO));
  }

  /** Counts an attempt that has ended. */
  void ended(String queue, boolean completed, Duration ran) {
    count(queue, new Sums(0, completed ? 1 : 0, completed ? 0 : 1, Duration.ZERO, ran));
  }

  private void count(String queue, Sums sums) {
    Key key = new Key(clock.instant().truncatedTo(ChronoUnit.MINUTES), queue);
    counted.merge(key, sums, Sums::plus);
  }

  /** Adds what was counted here to the table. */
  void write() {
    List<Key> keys = List.copyOf(counted.keySet());
    if (keys.isEmpty()) {
      return;
    }
    Instant before = clock.instant().minus(KEPT);
    for (Key key : keys) {
      Sums sums = counted.remove(key);
      if (sums != null) {
        try {
          add(key, sums, before);
        } catch (JobStoreUnavailable e) {
          counted.merge(key, sums, Sums::plus);
          throw e;
        }
      }
    }
  }

  private void add(Key key, Sums sums, Instant before) {
    statements.change(
        """
        WITH old AS (DELETE FROM job_traffic WHERE minute < ?)
        INSERT INTO job_traffic (minute, queue, begun, completed, failed, wait_ms, run_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (minute, queue) DO UPDATE SET
          begun = job_traffic.begun + excluded.begun,
          completed = job_traffic.completed + excluded.completed,
          failed = job_traffic.failed + excluded.failed,
          wait_ms = job_traffic.wait_ms + excluded.wait_ms,
          run_ms = job_traffic.run_ms + excluded.run_ms
        """,
        before,
        key.minute(),
        key.queue(),
        sums.begun(),
        sums.completed(),
        sums.failed(),
        sums.waited().toMillis(),
        sums.ran().toMillis());
  }

  /**
   * The last minutes, oldest first, without those in which nothing happened.
   *
   * @param queue one queue, or null for all together
   * @param length how far back, at most {@link #KEPT}
   */
  public List<Minute> last(@Nullable String queue, Duration length) {
    String sql =
        """
        SELECT minute, sum(completed), sum(failed), sum(begun), sum(wait_ms), sum(run_ms)
        FROM job_traffic
        WHERE minute > ? AND (CAST(? AS varchar) IS NULL OR queue = ?) GROUP BY minute ORDER BY minute
        """;
    return statements.rows(
        sql,
        row -> {
          long completed = row.getLong(2);
          long failed = row.getLong(3);
          return new Minute(
              row.getTimestamp(1).toInstant(),
              completed,
              failed,
              Duration.ofMillis(row.getLong(5) / Math.max(1, row.getLong(4))),
              Duration.ofMillis(row.getLong(6) / Math.max(1, completed + failed)));
        },
        clock.instant().minus(length),
        queue,
        queue);
  }
}
