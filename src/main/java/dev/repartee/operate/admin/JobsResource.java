package dev.repartee.operate.admin;

import dev.repartee.foundation.http.Cursors;
import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.PageRequest;
import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.job.JobAdmin;
import dev.repartee.foundation.job.JobFilter;
import dev.repartee.foundation.job.JobQuery;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The jobs of the installation, for its operators. */
@Path("v1/admin/jobs")
@RequestScoped
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class JobsResource {

  /** Which dead jobs to try again. */
  @Schema(name = "JobRetry")
  public record RetryRequest(
      @Size(max = 64) @Nullable String queue,
      @Size(max = 200) @Nullable String type,
      @Size(max = 200) @Schema(description = "A part of the last error, in any case")
          @Nullable String error) {}

  /** How many jobs are tried again. */
  @Schema(name = "JobsRetried")
  public record Retried(
      @Schema(required = true, description = "At most 10000 at once: call again until it is less")
          int retried) {}

  private final Operators operators;
  private final Administration administration;
  private final JobAdmin jobs;
  private final Cursors cursors;

  @Inject
  public JobsResource(
      Operators operators, Administration administration, JobAdmin jobs, Cursors cursors) {
    this.operators = operators;
    this.administration = administration;
    this.jobs = jobs;
    this.cursors = cursors;
  }

  @GET
  @Operation(
      summary = "List jobs in one state",
      description = "Those that will run in the order they will; those that ended newest first.")
  @APIResponse(responseCode = "200", description = "A page of jobs")
  public Page<JobView> list(
      @Valid @BeanParam PageRequest page,
      @QueryParam("state")
          @Parameter(
              schema =
                  @Schema(
                      enumeration = {"waiting", "running", "delayed", "held", "dead", "done"},
                      defaultValue = "waiting"))
          @Nullable String state,
      @QueryParam("queue") @Nullable String queue,
      @QueryParam("type") @Nullable String type,
      @QueryParam("error")
          @Parameter(description = "A part of the last error, in any case")
          @Size(max = 200)
          @Nullable String error) {
    operators.check();
    JobQuery.State wanted =
        Wire.optional(JobQuery.State.class, "state", state).orElse(JobQuery.State.WAITING);
    JobFilter filter = new JobFilter(queue, type, error);
    String list = "jobs:" + wanted + filter;
    Optional<JobQuery.Mark> after =
        cursors
            .open(list, page)
            .map(p -> new JobQuery.Mark(Instant.parse(p.get(0)), UUID.fromString(p.get(1))));
    List<JobQuery.Job> rows = jobs.list(wanted, filter, after.orElse(null), page.limit() + 1);
    return cursors.page(
        list,
        page,
        rows,
        job -> List.of(job.mark().at().toString(), job.id().toString()),
        JobView::of);
  }

  @GET
  @Path("{id}")
  @Operation(
      summary = "Read a job with its attempts",
      description = "Texts in its payload and result are left out; their length is told.")
  @APIResponse(responseCode = "200", description = "The job and its timeline")
  public JobDetail read(@PathParam("id") UUID id) {
    return JobDetail.of(administration.job(id));
  }

  @POST
  @Path("{id}/retry")
  @Operation(
      summary = "Try a dead job again",
      description = "It has as many attempts as it had at first.")
  @APIResponse(responseCode = "200", description = "The job, ready again")
  public JobDetail retry(@PathParam("id") UUID id) {
    return JobDetail.of(administration.retry(id));
  }

  @POST
  @Path("{id}/cancel")
  @Operation(
      summary = "Cancel a job that has not ended",
      description = "One that runs is interrupted, wherever it runs.")
  @APIResponse(responseCode = "204", description = "It is gone")
  public void cancel(@PathParam("id") UUID id) {
    administration.cancel(id);
  }

  @POST
  @Path("retry")
  @Operation(summary = "Try many dead jobs again")
  @APIResponse(responseCode = "200", description = "How many are tried again")
  public Retried retryAll(@NotNull @Valid RetryRequest body) {
    return new Retried(
        administration.retryAll(new JobFilter(body.queue(), body.type(), body.error())));
  }
}
