package dev.repartee.account.audit;

import dev.repartee.foundation.batch.BatchRuns;
import dev.repartee.foundation.job.Backoff;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import dev.repartee.foundation.job.Schedule;
import dev.repartee.foundation.job.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Checks, every night, the audit logs of all workspaces. */
@ApplicationScoped
class VerifyAuditLogs implements JobHandler<VerifyAuditLogs.Payload>, Scheduled {

  public record Payload(Instant tick) {}

  private final BatchRuns batches;

  @Inject
  VerifyAuditLogs(BatchRuns batches) {
    this.batches = batches;
  }

  @Override
  public Schedule schedule() {
    return Schedule.cron("audit-logs", "15 4 * * *", ZoneOffset.UTC, new Payload(Instant.EPOCH))
        .catchUp(1);
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("maintenance")
        .attempts(5)
        .backoff(Backoff.exponential(Duration.ofMinutes(1), Duration.ofMinutes(30)))
        .timeout(Duration.ofHours(6));
  }

  @Override
  public void run(Payload payload, JobContext job) throws InterruptedException {
    batches.run("audit-logs", payload.tick().toString(), job);
  }
}
