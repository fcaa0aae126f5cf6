package dev.repartee.assistant.ai;

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

/** Sums up, every night, what was asked of the providers on the days before. */
@ApplicationScoped
class RollUpUsage implements JobHandler<RollUpUsage.Payload>, Scheduled {

  public record Payload(Instant tick) {}

  private final BatchRuns batches;

  @Inject
  RollUpUsage(BatchRuns batches) {
    this.batches = batches;
  }

  @Override
  public Schedule schedule() {
    return Schedule.cron("usage-rollup", "0 2 * * *", ZoneOffset.UTC, new Payload(Instant.EPOCH))
        .catchUp(1);
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("rollup")
        .attempts(2)
        .backoff(Backoff.fixed(Duration.ofMinutes(1)))
        .timeout(Duration.ofHours(2));
  }

  @Override
  public void run(Payload payload, JobContext job) throws InterruptedException {
    String yesterday = payload.tick().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1).toString();
    batches.run("usage-rollup", yesterday, job);
  }
}
