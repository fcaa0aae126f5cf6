package dev.repartee.operate.backup;

import dev.repartee.foundation.data.MigrationLogin;
import dev.repartee.foundation.job.Backoff;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import dev.repartee.foundation.job.Schedule;
import dev.repartee.foundation.job.Scheduled;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.storage.LargeObjects;
import dev.repartee.foundation.storage.StorageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** Makes a backup every night, and removes those that are not kept any longer. */
@ApplicationScoped
class MakeBackup implements JobHandler<MakeBackup.Payload>, Scheduled {

  public record Payload(Instant tick, BackupKind kind) {}

  private static final System.Logger LOG = System.getLogger(MakeBackup.class.getName());

  private final MigrationLogin owner;
  private final StorageConfig storage;
  private final Encryption encryption;
  private final BackupConfig config;
  private final BackupRuns runs;
  private final InstantSource clock;

  @Inject
  MakeBackup(
      MigrationLogin owner,
      StorageConfig storage,
      Encryption encryption,
      BackupConfig config,
      BackupRuns runs,
      InstantSource clock) {
    this.owner = owner;
    this.storage = storage;
    this.encryption = encryption;
    this.config = config;
    this.runs = runs;
    this.clock = clock;
  }

  @Override
  public Schedule schedule() {
    return Schedule.cron(
            "backup-daily",
            "30 1 * * *",
            ZoneOffset.UTC,
            new Payload(Instant.EPOCH, BackupKind.DAILY))
        .catchUp(1);
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("maintenance")
        .attempts(4)
        .backoff(Backoff.exponential(Duration.ofMinutes(5), Duration.ofHours(1)))
        .timeout(Duration.ofHours(6));
  }

  @Override
  public void run(Payload payload, JobContext job) throws Exception {
    if (!config.enabled()) {
      return;
    }
    Instant start = clock.instant();
    Backups.Made made;
    try (LargeObjects objects = new LargeObjects(storage, config.bucket());
        Connection connection = owner.connect()) {
      Backups backups = new Backups(objects, encryption);
      made = backups.make(payload.kind(), start, connection, (table, done) -> job.checkAlive());
      List<String> removed =
          backups.removeOlder(payload.kind(), config.keep(payload.kind()), clock.instant());
      LOG.log(
          System.Logger.Level.INFO,
          "Made the backup {0}: {1} rows, {2} bytes; removed {3}",
          made.name(),
          Long.toString(made.rows()),
          Long.toString(made.bytes()),
          removed);
    }
    job.complete(() -> runs.add(payload.kind(), made, start, clock.instant()));
  }
}
