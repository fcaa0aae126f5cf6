package dev.repartee.operate.admin;

import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.job.ScheduleView;
import dev.repartee.foundation.job.Schedules;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the installation does by the clock, for its operators. */
@Path("v1/admin/schedules")
@RequestScoped
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
public class SchedulesResource {

  private static final int NEXT = 5;

  /** A schedule and its next runs. */
  @Schema(name = "Schedule")
  public record View(
      @NotNull @Schema(examples = "retention") String name,
      @NotNull @Schema(description = "Of the jobs it makes") String type,
      @NotNull @Schema(examples = "cron 0 2 * * *") String rule,
      @NotNull @Schema(examples = "UTC") String zone,
      @Schema(required = true, description = "How many missed ticks are made up for") int catchUp,
      @Nullable Instant lastTick,
      @NotNull List<Instant> nextTicks) {

    static View of(ScheduleView schedule) {
      return new View(
          schedule.name(),
          schedule.type(),
          schedule.rule(),
          schedule.zone(),
          schedule.catchUp(),
          schedule.lastTick().orElse(null),
          schedule.nextTicks());
    }
  }

  private final Operators operators;
  private final Schedules schedules;

  @Inject
  public SchedulesResource(Operators operators, Schedules schedules) {
    this.operators = operators;
    this.schedules = schedules;
  }

  @GET
  @Operation(summary = "List the schedules with their next runs, by name")
  @APIResponse(responseCode = "200", description = "All schedules, on one page")
  public Page<View> list() {
    operators.check();
    return new Page<>(schedules.list(NEXT).stream().map(View::of).toList(), null);
  }
}
