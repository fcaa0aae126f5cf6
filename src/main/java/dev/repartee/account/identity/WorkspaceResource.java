package dev.repartee.account.identity;

import dev.repartee.foundation.http.Preconditions;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scope;
import dev.repartee.foundation.security.Scoped;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's workspace. */
@Path("v1/workspace")
@ApplicationScoped
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WorkspaceResource {

  /** A workspace. */
  @Schema(name = "Workspace")
  public record WorkspaceAnswer(
      @NotNull UUID id,
      @NotNull @Schema(examples = "Ann's workspace") String name,
      @NotNull Instant createdAt,
      @NotNull Instant updatedAt) {

    static WorkspaceAnswer of(Workspace workspace) {
      return new WorkspaceAnswer(
          workspace.id(), workspace.name(), workspace.createdAt(), workspace.updatedAt());
    }
  }

  /** What to change about a workspace. */
  public record WorkspaceChange(
      @NotBlank @Size(max = 120) @Schema(examples = "Front desk") String name) {}

  private final Members members;
  private final CurrentCaller caller;
  private final Preconditions preconditions;

  @Inject
  public WorkspaceResource(Members members, CurrentCaller caller, Preconditions preconditions) {
    this.members = members;
    this.caller = caller;
    this.preconditions = preconditions;
  }

  @GET
  @Scoped(Scope.WORKSPACE_READ)
  @RolesAllowed(Role.MEMBER_NAME)
  @Operation(summary = "Read the workspace")
  @APIResponse(
      responseCode = "200",
      description = "The workspace",
      content = @Content(schema = @Schema(implementation = WorkspaceAnswer.class)))
  public Response read() {
    return answer(members.workspace(caller.get()));
  }

  @PATCH
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(summary = "Rename the workspace")
  @APIResponse(
      responseCode = "200",
      description = "The workspace, changed",
      content = @Content(schema = @Schema(implementation = WorkspaceAnswer.class)))
  public Response change(@NotNull @Valid WorkspaceChange body) {
    return answer(members.renameWorkspace(caller.get(), body.name(), preconditions::check));
  }

  private Response answer(Workspace workspace) {
    return preconditions.answer(WorkspaceAnswer.of(workspace), workspace.version());
  }
}
