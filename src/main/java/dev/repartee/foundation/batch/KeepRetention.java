package dev.repartee.foundation.batch;

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

/** Removes, every hour, what is not to be kept any longer. */
@ApplicationScoped
class KeepRetention implements JobHandler<KeepRetention.Payload>, Scheduled {

  public record Payload(Instant tick) {}

  private final BatchRuns batches;

  @Inject
  KeepRetention(BatchRuns batches) {
    this.batches = batches;
  }

  @Override
  public Schedule schedule() {
    return Schedule.every("retention", Duration.ofHours(1), new Payload(Instant.EPOCH)).catchUp(1);
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("maintenance")
        .backoff(Backoff.exponential(Duration.ofMinutes(1), Duration.ofMinutes(10)))
        .timeout(Duration.ofMinutes(50));
  }

  @Override
  public void run(Payload payload, JobContext job) throws InterruptedException {
    batches.run("retention", payload.tick().toString(), job);
  }
}
