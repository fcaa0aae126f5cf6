package dev.repartee.foundation.batch;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.job.Backoff;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import dev.repartee.foundation.job.Jobs;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.EncryptionCanary;
import dev.repartee.foundation.security.KeysRotated;
import dev.repartee.foundation.security.SealedRows;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals anew, while everything goes on, what is sealed under the previous key. When nothing of it
 * is left, the canary is sealed anew, and from then on a start needs the current key alone.
 */
@ApplicationScoped
public class RotateKeys implements JobHandler<RotateKeys.Payload> {

  /**
   * The job.
   *
   * @param keyId of the key that everything is to be sealed under
   */
  public record Payload(String keyId) {}

  private static final System.Logger LOG = System.getLogger(RotateKeys.class.getName());

  private static final JobOptions OPTIONS =
      JobOptions.of("maintenance")
          .attempts(10)
          .backoff(Backoff.exponential(Duration.ofSeconds(10), Duration.ofMinutes(10)))
          .timeout(Duration.ofHours(12));

  /** Others may still have sealed something while the tables were walked. */
  private static final int WALKS = 3;

  private final BatchRuns batches;
  private final Instance<SealedRows> rows;
  private final Encryption encryption;
  private final EncryptionCanary canary;
  private final Event<KeysRotated> rotated;

  @Inject
  RotateKeys(
      BatchRuns batches,
      Instance<SealedRows> rows,
      Encryption encryption,
      EncryptionCanary canary,
      Event<KeysRotated> rotated) {
    this.batches = batches;
    this.rows = rows;
    this.encryption = encryption;
    this.canary = canary;
    this.rotated = rotated;
  }

  @Transactional
  void atStart(@Observes @Priority(StartOrder.JOBS) Startup event, Jobs jobs) {
    begin(jobs);
  }

  /**
   * Begins it, as a start does.
   *
   * @return the job, or the one that is at it; empty when there is no previous key
   */
  @Transactional
  public Optional<UUID> begin(Jobs jobs) {
    if (!encryption.hasPreviousKey()) {
      return Optional.empty();
    }
    String keyId = encryption.keyId();
    return Optional.of(jobs.enqueue(new Payload(keyId), options -> optionsFor(keyId)));
  }

  @Override
  public JobOptions options() {
    return OPTIONS;
  }

  /** How the one job is run that seals everything under a key. */
  public static JobOptions optionsFor(String keyId) {
    return OPTIONS.dedupeKey("rotate to " + keyId);
  }

  @Override
  public void run(Payload payload, JobContext job) throws InterruptedException {
    if (!encryption.hasPreviousKey() || !encryption.keyId().equals(payload.keyId())) {
      throw new IllegalStateException("This instance has other keys than the one that began this");
    }
    for (int walk = 0; walk < WALKS; walk++) {
      batches.run("key-rotation", payload.keyId(), job);
      if (isDone()) {
        job.complete(
            () -> {
              canary.renew();
              rotated.fire(new KeysRotated(payload.keyId()));
            });
        LOG.log(
            System.Logger.Level.INFO,
            "Everything is sealed under key {0}; ENCRYPTION_KEY_PREVIOUS can be removed",
            payload.keyId());
        return;
      }
    }
    throw new IllegalStateException("Somebody goes on sealing under the previous key");
  }

  private boolean isDone() {
    List<Retention> kinds = SealedWalk.of(rows, encryption);
    return kinds.stream().allMatch(kind -> kind.due("", 1).isEmpty());
  }
}
