package dev.repartee.operate.admin;

import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.job.JobAdmin;
import dev.repartee.foundation.job.JobQuery;
import dev.repartee.foundation.job.JobTraffic;
import dev.repartee.foundation.job.QueueFigures;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The queues of the installation, for its operators. */
@Path("v1/admin/queues")
@RequestScoped
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QueuesResource {

  private static final int DAY_MINUTES = 24 * 60;

  /** How a queue stands. */
  @Schema(name = "Queue")
  public record QueueView(
      @NotNull @Schema(examples = "screenshot") String name,
      @Schema(required = true, description = "Due, and waiting for a worker") long ready,
      @Schema(required = true) long running,
      @Schema(required = true, description = "Due later: delayed, or to be tried again")
          long delayed,
      @Schema(required = true, description = "Waiting for others of their group, or for children")
          long held,
      @Schema(required = true, description = "Failed for the last time") long dead,
      @Schema(required = true) boolean paused,
      @Schema(required = true, description = "How long the oldest ready job has waited")
          long oldestMillis) {

    static QueueView of(QueueFigures figures) {
      return new QueueView(
          figures.queue(),
          figures.ready(),
          figures.running(),
          figures.delayed(),
          figures.held(),
          figures.dead(),
          figures.paused(),
          figures.oldest().toMillis());
    }
  }

  /** What happened in a minute. */
  @Schema(name = "QueueMinute")
  public record MinuteView(
      @NotNull Instant minute,
      @Schema(required = true, description = "Attempts that did what they should") long completed,
      @Schema(required = true, description = "Attempts that failed or took too long") long failed,
      @Schema(required = true, description = "Mean time that jobs had been ready, milliseconds")
          long waitMillis,
      @Schema(required = true, description = "Mean time that attempts ran, milliseconds")
          long runMillis) {

    static MinuteView of(JobTraffic.Minute minute) {
      return new MinuteView(
          minute.minute(),
          minute.completed(),
          minute.failed(),
          minute.meanWait().toMillis(),
          minute.meanRun().toMillis());
    }
  }

  /** Which ended jobs to forget. */
  @Schema(name = "QueueCleaning")
  public record Cleaning(
      @NotNull @Schema(enumeration = {"dead", "done"}) String state,
      @Min(0) @Schema(description = "Only what ended longer ago; 0 for all")
          long olderThanSeconds) {}

  /** How many were forgotten. */
  @Schema(name = "QueueCleaned")
  public record Cleaned(
      @Schema(required = true, description = "At most 10000 at once: call again until it is less")
          int removed) {}

  private final Operators operators;
  private final Administration administration;
  private final JobAdmin jobs;
  private final JobTraffic traffic;

  @Inject
  public QueuesResource(
      Operators operators, Administration administration, JobAdmin jobs, JobTraffic traffic) {
    this.operators = operators;
    this.administration = administration;
    this.jobs = jobs;
    this.traffic = traffic;
  }

  @GET
  @Operation(summary = "List the queues with their counts, by name")
  @APIResponse(responseCode = "200", description = "All queues, on one page")
  public Page<QueueView> list() {
    operators.check();
    return new Page<>(
        jobs.queues().stream()
            .sorted(Comparator.comparing(QueueFigures::queue))
            .map(QueueView::of)
            .toList(),
        null);
  }

  @GET
  @Path("traffic")
  @Operation(
      summary = "Read what got done, minute by minute",
      description = "Minutes in which nothing happened are left out. Kept for a day.")
  @APIResponse(responseCode = "200", description = "The minutes, oldest first")
  public Page<MinuteView> traffic(
      @QueryParam("queue") @Parameter(description = "One queue; all together when left out")
          @Nullable String queue,
      @QueryParam("minutes") @DefaultValue("60") @Min(1) @Max(DAY_MINUTES) int minutes) {
    operators.check();
    return new Page<>(
        traffic.last(queue, Duration.ofMinutes(minutes)).stream().map(MinuteView::of).toList(),
        null);
  }

  @POST
  @Path("{name}/pause")
  @Operation(
      summary = "Pause a queue",
      description = "No job of it is begun, on any instance, until it is resumed; what runs ends.")
  @APIResponse(responseCode = "200", description = "The queue, paused")
  public QueueView pause(@PathParam("name") String name) {
    return QueueView.of(administration.pause(name));
  }

  @POST
  @Path("{name}/resume")
  @Operation(summary = "Resume a queue")
  @APIResponse(responseCode = "200", description = "The queue, going on")
  public QueueView resume(@PathParam("name") String name) {
    return QueueView.of(administration.resume(name));
  }

  @POST
  @Path("{name}/clean")
  @Operation(summary = "Forget jobs of a queue that are dead, or done and kept")
  @APIResponse(responseCode = "200", description = "How many are forgotten")
  public Cleaned clean(@PathParam("name") String name, @NotNull @Valid Cleaning body) {
    return new Cleaned(
        administration.clean(
            name,
            Wire.required(JobQuery.State.class, "state", body.state()),
            Duration.ofSeconds(body.olderThanSeconds())));
  }
}
