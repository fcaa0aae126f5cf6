package dev.repartee.operate.backup;

import dev.repartee.foundation.job.Schedule;
import dev.repartee.foundation.job.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** One of the backups of a week is kept longer. */
@ApplicationScoped
class WeeklyBackup implements Scheduled {

  @Override
  public Schedule schedule() {
    return Schedule.cron(
            "backup-weekly",
            "30 2 * * 0",
            ZoneOffset.UTC,
            new MakeBackup.Payload(Instant.EPOCH, BackupKind.WEEKLY))
        .catchUp(1);
  }
}
