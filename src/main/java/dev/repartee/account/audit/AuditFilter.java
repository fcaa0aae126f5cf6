package dev.repartee.account.audit;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which entries are asked for. A resource takes it as {@code @Valid @BeanParam}. */
public class AuditFilter {

  @QueryParam("action")
  @Size(max = 64)
  @Parameter(description = "What was done, such as auth.signed_in")
  private @Nullable String action;

  @QueryParam("actorId")
  @Parameter(description = "Who did it")
  private @Nullable UUID actorId;

  @QueryParam("subjectType")
  @Size(max = 40)
  @Parameter(description = "What it was done to, such as user")
  private @Nullable String subjectType;

  @QueryParam("subjectId")
  @Size(max = 120)
  @Parameter(description = "Which one it was done to")
  private @Nullable String subjectId;

  @QueryParam("from")
  @Parameter(description = "Not before this time")
  private @Nullable Instant from;

  @QueryParam("to")
  @Parameter(description = "Before this time")
  private @Nullable Instant to;

  /** For JAX-RS; everything. */
  public AuditFilter() {}

  @Nullable String action() {
    return action;
  }

  @Nullable UUID actorId() {
    return actorId;
  }

  @Nullable String subjectType() {
    return subjectType;
  }

  @Nullable String subjectId() {
    return subjectId;
  }

  @Nullable Instant from() {
    return from;
  }

  @Nullable Instant to() {
    return to;
  }

  /** Tells filters apart, for cursors. */
  String name() {
    return String.join(
        "|",
        String.valueOf(action),
        String.valueOf(actorId),
        String.valueOf(subjectType),
        String.valueOf(subjectId),
        String.valueOf(from),
        String.valueOf(to));
  }
}
