package dev.repartee.operate.admin;

import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.job.JobQuery;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job as operators see it by itself. */
@Schema(name = "JobDetail")
public record JobDetail(
    @NotNull UUID id,
    @Schema(description = "Whose it is; absent for the installation's own")
        @Nullable UUID workspaceId,
    @NotNull String queue,
    @NotNull String type,
    @Schema(required = true, description = "Of the payload") int version,
    @NotNull @Schema(enumeration = {"waiting", "running", "delayed", "held", "dead", "done"})
        String state,
    @Schema(required = true) int attempts,
    @Schema(required = true) int maxAttempts,
    @Schema(required = true) int progress,
    @Schema(description = "Of the last attempt that failed") @Nullable String error,
    @NotNull Instant createdAt,
    @NotNull Instant at,
    @Schema(implementation = Object.class, description = "Without texts") @Nullable Object payload,
    @Schema(
            implementation = Object.class,
            description = "Without texts; of a job that is done and kept")
        @Nullable Object result,
    @NotNull List<AttemptView> timeline) {

  /** One attempt. */
  @Schema(name = "JobAttempt")
  public record AttemptView(
      @Schema(required = true) int number,
      @Schema(description = "Absent when its worker did not come back to tell")
          @Nullable Instant startedAt,
      @NotNull Instant endedAt,
      @NotNull @Schema(enumeration = {"completed", "failed", "timed_out", "lost"}) String outcome,
      @Nullable String error,
      @Schema(description = "The process that ran it") @Nullable String instance) {

    static AttemptView of(JobQuery.AttemptEntry entry) {
      return new AttemptView(
          entry.number(),
          entry.startedAt().orElse(null),
          entry.endedAt(),
          entry.outcome().toLowerCase(Locale.ROOT),
          entry.error().orElse(null),
          entry.instance().orElse(null));
    }
  }

  static JobDetail of(JobQuery.Detail detail) {
    JobQuery.Job job = detail.job();
    return new JobDetail(
        job.id(),
        job.workspaceId().orElse(null),
        job.queue(),
        job.type(),
        job.version(),
        Wire.name(job.state()),
        job.attempts(),
        job.maxAttempts(),
        job.progress(),
        job.error().orElse(null),
        job.createdAt(),
        job.at(),
        Discretion.of(job.payload()),
        Discretion.of(job.result().orElse(null)),
        detail.timeline().stream().map(AttemptView::of).toList());
  }
}
