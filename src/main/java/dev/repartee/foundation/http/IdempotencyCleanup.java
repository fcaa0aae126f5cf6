package dev.repartee.foundation.http;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps the idempotency records from growing; each instance takes a little at a time. */
@ApplicationScoped
class IdempotencyCleanup {

  private static final System.Logger LOG = System.getLogger(IdempotencyCleanup.class.getName());
  private static final long MINUTES = 5;

  private final IdempotencyRecords records;
  private final ManagedScheduledExecutorService scheduler;
  private @Nullable ScheduledFuture<?> chore;

  @Inject
  IdempotencyCleanup(IdempotencyRecords records, ManagedScheduledExecutorService scheduler) {
    this.records = records;
    this.scheduler = scheduler;
  }

  void start(@Observes @Priority(StartOrder.JOBS) Startup event) {
    chore = scheduler.scheduleWithFixedDelay(this::clean, MINUTES, MINUTES, TimeUnit.MINUTES);
  }

  void stop(@Observes Shutdown event) {
    if (chore != null) {
      chore.cancel(true);
    }
  }

  private void clean() {
    try {
      records.purge();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Old idempotency records stay for now", e);
    }
  }
}
