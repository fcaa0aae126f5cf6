package dev.repartee.assistant.knowledge;

import dev.repartee.foundation.batch.BatchRuns;
import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.job.Backoff;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import dev.repartee.foundation.job.Jobs;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;

/** Makes all vectors anew when the embedding model has changed. */
@ApplicationScoped
class RenewEmbeddings implements JobHandler<RenewEmbeddings.Payload> {

  public record Payload(String model) {}

  private final BatchRuns batches;

  @Inject
  RenewEmbeddings(BatchRuns batches) {
    this.batches = batches;
  }

  /** After the playbook has been loaded, with vectors of its own. */
  @Transactional
  void atStart(
      @Observes @Priority(StartOrder.JOBS) Startup event, Embeddings embeddings, Jobs jobs) {
    embeddings
        .wanting()
        .ifPresent(model -> jobs.enqueue(new Payload(model), options -> options.dedupeKey(model)));
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("maintenance")
        .attempts(5)
        .backoff(Backoff.exponential(Duration.ofMinutes(1), Duration.ofMinutes(30)))
        .timeout(Duration.ofHours(12));
  }

  @Override
  public void run(Payload payload, JobContext job) throws InterruptedException {
    batches.run("embedding", payload.model(), job);
  }
}
