package dev.repartee.operate.backup;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.data.Sql;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Which backups were made, and how long ago the last one was: the gauge to alert on. */
@ApplicationScoped
class BackupRuns {

  private static final Duration LOOK = Duration.ofSeconds(30);

  private final Sql sql;
  private final BackupConfig config;
  private final MetricRegistry metrics;
  private final InstantSource clock;
  private Instant looked = Instant.EPOCH;
  private double age;

  @Inject
  BackupRuns(
      DataSource dataSource, BackupConfig config, MetricRegistry metrics, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
  }

  void atStart(@Observes @Priority(StartOrder.JOBS) Startup event) {
    if (config.enabled()) {
      metrics.gauge("repartee_backup_age_seconds", this::age);
    }
  }

  void add(BackupKind kind, Backups.Made made, Instant start, Instant end) {
    sql.change(
        "INSERT INTO backup_run (id, kind, name, started_at, ended_at, bytes, row_count, sha256)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        Ids.next(),
        kind.name(),
        made.name(),
        start,
        end,
        made.bytes(),
        made.rows(),
        made.sha256());
  }

  /** Of the last backup, or of the installation before the first one; NaN without the database. */
  private synchronized double age() {
    Instant now = clock.instant();
    if (now.isAfter(looked.plus(LOOK))) {
      looked = now;
      try {
        age =
            sql.rows(
                    """
                    SELECT extract(epoch FROM now() - coalesce((SELECT max(ended_at) FROM backup_run),
                      (SELECT min(dateexecuted) FROM databasechangelog)))
                    """,
                    row -> row.getDouble(1))
                .get(0);
      } catch (IllegalStateException away) {
        age = Double.NaN;
      }
    }
    return age;
  }
}
