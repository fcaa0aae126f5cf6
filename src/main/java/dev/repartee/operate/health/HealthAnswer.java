package dev.repartee.operate.health;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How this instance is. Everything but the status is only for authenticated callers. */
@Schema(name = "Health")
public record HealthAnswer(
    @Schema(
            enumeration = {"healthy", "degraded", "down"},
            required = true)
        String status,
    @Schema(description = "What was found, by part: database, migrations, redis, storage")
        @Nullable Map<String, PartAnswer> parts,
    @Schema(description = "Jobs by queue and state")
        @Nullable Map<String, Map<String, Long>> queues,
    @Nullable MemoryAnswer memory,
    @Nullable PoolAnswer pool) {

  /** One part: whether it is there, and how long the look took. */
  @Schema(name = "HealthPart")
  public record PartAnswer(boolean up, String detail, long milliseconds) {

    static PartAnswer of(Finding finding) {
      return new PartAnswer(finding.up(), finding.detail(), finding.took().toMillis());
    }
  }

  /** The heap of this process, in bytes. */
  @Schema(name = "HealthMemory")
  public record MemoryAnswer(long usedBytes, long committedBytes, long maxBytes) {}

  /** The connections to the database of this instance. */
  @Schema(name = "HealthPool")
  public record PoolAnswer(long open, long free, long inUse, long waitMilliseconds) {}
}
