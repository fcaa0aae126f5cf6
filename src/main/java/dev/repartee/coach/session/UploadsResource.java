package dev.repartee.coach.session;

import dev.repartee.foundation.http.RateLimit;
import dev.repartee.foundation.http.RateLimited;
import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scope;
import dev.repartee.foundation.security.Scoped;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where to put a picture. */
@Path("v1/sessions/upload-url")
@RequestScoped
@RolesAllowed(Role.MEMBER_NAME)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
public class UploadsResource {

  private final Uploads uploads;
  private final CurrentCaller caller;

  @Inject
  public UploadsResource(Uploads uploads, CurrentCaller caller) {
    this.uploads = uploads;
    this.caller = caller;
  }

  /** An address to PUT one picture to. */
  @Schema(name = "UploadUrl")
  public record UploadUrl(
      @Schema(required = true) URI uploadUrl,
      @Schema(required = true, description = "Send these with the PUT") Map<String, String> headers,
      @Schema(required = true, description = "Give this when beginning the session")
          String imageKey,
      @Schema(required = true) Instant expiresAt) {}

  @GET
  @Scoped(Scope.SESSIONS_WRITE)
  @RateLimited(RateLimit.UPLOADS)
  @Operation(
      summary = "Get an address to upload a screenshot to",
      description = "The address takes one PUT of exactly this type and size within 15 minutes.")
  @APIResponse(responseCode = "200", description = "The address")
  public UploadUrl uploadUrl(
      @QueryParam("contentType")
          @NotNull
          @Parameter(
              required = true,
              schema = @Schema(enumeration = {"image/jpeg", "image/png", "image/webp"}))
          String contentType,
      @QueryParam("size")
          @NotNull
          @Parameter(
              required = true,
              description = "In bytes",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10485760"))
          String size) {
    Uploads.Grant grant =
        uploads.grant(caller.get(), contentType, Wire.number("size", size, 1, Uploads.MAX_BYTES));
    return new UploadUrl(
        grant.address().url(),
        grant.address().headers(),
        grant.imageKey(),
        grant.address().expiresAt());
  }
}
