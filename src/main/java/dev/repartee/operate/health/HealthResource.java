package dev.repartee.operate.health;

import dev.repartee.foundation.security.CurrentCaller;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Health for platforms that only want a status, and for people who want to know more. */
@Path("")
@PermitAll
@Tag(name = "Health")
public class HealthResource {

  private final Checkup checkup;
  private final Figures figures;
  private final CurrentCaller caller;

  @Inject
  public HealthResource(Checkup checkup, Figures figures, CurrentCaller caller) {
    this.checkup = checkup;
    this.figures = figures;
    this.caller = caller;
  }

  @GET
  @Path("healthz")
  @PermitAll
  @Operation(summary = "Whether this instance answers at all")
  @APIResponse(responseCode = "200", description = "It does; the body is empty")
  public Response healthz() {
    return Response.ok().cacheControl(uncached()).build();
  }

  @GET
  @Path("health")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "How this instance is",
      description =
          "Degraded means that Redis or the storage is away and some things do not work; down, that"
              + " the database is away or its schema is not there yet.")
  @APIResponse(
      responseCode = "200",
      description = "Healthy or degraded",
      content = @Content(schema = @Schema(implementation = HealthAnswer.class)))
  @APIResponse(
      responseCode = "503",
      description = "Down",
      content = @Content(schema = @Schema(implementation = HealthAnswer.class)))
  public Response health(
      @Parameter(description = "Also tell each part, the queues and memory; needs a token")
          @QueryParam("detailed")
          @DefaultValue("false")
          boolean detailed,
      @Parameter(description = "Also tell the connections to the database; needs a token")
          @QueryParam("pool")
          @DefaultValue("false")
          boolean pool) {
    if (detailed || pool) {
      caller.get();
    }
    Map<Part, Finding> findings = checkup.all();
    HealthStatus status = HealthStatus.of(findings);
    HealthAnswer answer =
        new HealthAnswer(
            status.wireName(),
            detailed ? parts(findings) : null,
            detailed ? figures.queues() : null,
            detailed ? figures.memory() : null,
            pool ? figures.pool() : null);
    return Response.status(status == HealthStatus.DOWN ? 503 : 200)
        .entity(answer)
        .cacheControl(uncached())
        .build();
  }

  private static Map<String, HealthAnswer.PartAnswer> parts(Map<Part, Finding> findings) {
    Map<String, HealthAnswer.PartAnswer> parts = new TreeMap<>();
    findings.forEach(
        (part, finding) -> parts.put(part.wireName(), HealthAnswer.PartAnswer.of(finding)));
    return parts;
  }

  private static CacheControl uncached() {
    CacheControl control = new CacheControl();
    control.setNoStore(true);
    return control;
  }
}
