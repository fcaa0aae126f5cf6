package dev.repartee.operate.admin;

import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells a page whether there is anything to administrate for who looks at it. */
@Path("v1/admin/access")
@RequestScoped
@RolesAllowed(Role.MEMBER_NAME)
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
public class AccessResource {

  /** What the caller may do. */
  @Schema(name = "AdminAccess")
  public record Access(
      @Schema(
              required = true,
              description = "Whether the other calls below /v1/admin are open to the caller")
          boolean operator) {}

  private final Operators operators;
  private final CurrentCaller caller;

  @Inject
  public AccessResource(Operators operators, CurrentCaller caller) {
    this.operators = operators;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "Ask whether one operates this installation")
  @APIResponse(responseCode = "200", description = "Whether one does")
  public Access read() {
    return new Access(
        caller.get().role().included().contains(Role.ADMIN_NAME) && operators.operates());
  }
}
