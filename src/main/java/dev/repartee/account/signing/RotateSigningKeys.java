package dev.repartee.account.signing;

import dev.repartee.account.audit.Audit;
import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import dev.repartee.foundation.job.Schedule;
import dev.repartee.foundation.job.Scheduled;
import dev.repartee.foundation.security.Encryption;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Makes the first key at the first start, and each further one in time. */
@ApplicationScoped
class RotateSigningKeys implements JobHandler<RotateSigningKeys.Payload>, Scheduled {

  public record Payload(Instant tick) {}

  private static final System.Logger LOG = System.getLogger(RotateSigningKeys.class.getName());
  private static final Duration MOST = Duration.ofHours(1);
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final int LOOKS = 60;

  private final SigningKeyRotation rotation;
  private final SigningConfig config;

  @Inject
  RotateSigningKeys(
      DataSource dataSource,
      Encryption encryption,
      SigningConfig config,
      InstantSource clock,
      Audit audit) {
    this.rotation =
        new SigningKeyRotation(new SigningKeyStore(dataSource, encryption), config, clock, audit);
    this.config = config;
  }

  @Transactional
  void atStart(@Observes @Priority(StartOrder.SECRETS + 1) Startup event) {
    rotation.begin();
  }

  @Override
  public Schedule schedule() {
    Duration often = config.rotation().dividedBy(LOOKS);
    Duration interval =
        often.compareTo(MOST) > 0 ? MOST : often.compareTo(LEAST) < 0 ? LEAST : often;
    return Schedule.every(
        "signing-keys", Duration.ofSeconds(interval.toSeconds()), new Payload(Instant.EPOCH));
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("maintenance").dedupeKey("signing-keys");
  }

  @Override
  public void run(Payload payload, JobContext job) {
    job.complete(
        () ->
            rotation
                .rotateIfDue()
                .ifPresent(
                    next ->
                        LOG.log(
                            System.Logger.Level.INFO,
                            "Signing key {0} is published; it signs from {1}",
                            next.id(),
                            next.signsFrom())));
  }
}
