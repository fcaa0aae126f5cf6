package dev.repartee.coach.session;

import dev.repartee.foundation.job.Backoff;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import dev.repartee.foundation.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Removes a picture nobody refers to any more; storage that is away is asked again until it is
 * done.
 */
@ApplicationScoped
class DeleteObject implements JobHandler<DeleteObject.Payload> {

  public record Payload(String objectKey) {}

  private final ObjectStore store;

  @Inject
  DeleteObject(ObjectStore store) {
    this.store = store;
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("maintenance")
        .attempts(20)
        .backoff(Backoff.exponential(Duration.ofSeconds(2), Duration.ofHours(1)))
        .timeout(Duration.ofSeconds(60));
  }

  @Override
  public void run(Payload payload, JobContext job) {
    store.delete(payload.objectKey());
  }
}
