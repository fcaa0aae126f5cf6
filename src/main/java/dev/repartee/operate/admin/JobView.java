package dev.repartee.operate.admin;

import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.job.JobQuery;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job as operators see it in a list. */
@Schema(name = "Job")
public record JobView(
    @NotNull UUID id,
    @NotNull String queue,
    @NotNull @Schema(examples = "ReadScreenshot.Payload") String type,
    @NotNull @Schema(enumeration = {"waiting", "running", "delayed", "held", "dead", "done"})
        String state,
    @Schema(required = true, description = "Begun so far") int attempts,
    @Schema(required = true) int maxAttempts,
    @Schema(required = true, description = "Percent, where the job tells") int progress,
    @Schema(description = "Of the last attempt that failed") @Nullable String error,
    @NotNull Instant createdAt,
    @NotNull @Schema(description = "When it is or was due, died, or was done") Instant at) {

  static JobView of(JobQuery.Job job) {
    return new JobView(
        job.id(),
        job.queue(),
        job.type(),
        Wire.name(job.state()),
        job.attempts(),
        job.maxAttempts(),
        job.progress(),
        job.error().orElse(null),
        job.createdAt(),
        job.at());
  }
}
