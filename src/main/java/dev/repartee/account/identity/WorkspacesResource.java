package dev.repartee.account.identity;

import dev.repartee.foundation.http.Cursors;
import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.PageRequest;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The workspaces that the caller is a member of. */
@Path("v1/users/me/workspaces")
@ApplicationScoped
@RolesAllowed(Role.MEMBER_NAME)
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
public class WorkspacesResource {

  /** A workspace, and what the caller is there. */
  @Schema(name = "OwnWorkspace")
  public record OwnWorkspaceAnswer(
      @NotNull UUID id,
      @NotNull @Schema(examples = "Front desk") String name,
      @NotNull Role role,
      @NotNull Instant joinedAt,
      @Schema(required = true, description = "Whether this call is about it") boolean current) {

    static OwnWorkspaceAnswer of(OwnWorkspaces.Place place, Caller caller) {
      Workspace workspace = place.workspace();
      return new OwnWorkspaceAnswer(
          workspace.id(),
          workspace.name(),
          place.membership().role(),
          place.membership().createdAt(),
          workspace.id().equals(caller.workspaceId()));
    }
  }

  private final OwnWorkspaces workspaces;
  private final CurrentCaller caller;
  private final Cursors cursors;

  @Inject
  public WorkspacesResource(OwnWorkspaces workspaces, CurrentCaller caller, Cursors cursors) {
    this.workspaces = workspaces;
    this.caller = caller;
    this.cursors = cursors;
  }

  @GET
  @Operation(
      summary = "List the workspaces one is a member of",
      description = "`POST /api/v1/auth/switch-workspace` goes to another one.")
  public Page<OwnWorkspaceAnswer> list(@Valid @BeanParam PageRequest page) {
    String list = "workspaces:" + caller.get().userId();
    List<OwnWorkspaces.Place> rows =
        workspaces.page(
            caller.get(),
            cursors.open(list, page).map(position -> UUID.fromString(position.get(0))),
            page.limit());
    return cursors.page(
        list,
        page,
        rows,
        place -> List.of(place.membership().id().toString()),
        place -> OwnWorkspaceAnswer.of(place, caller.get()));
  }
}
