package dev.repartee.account.identity;

import dev.repartee.foundation.http.Preconditions;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.jspecify.annotations.Nullable;

/** The caller's own account. */
@Path("v1/users/me")
@ApplicationScoped
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UsersResource {

  /** A person, and what they are in the workspace they work in. */
  @Schema(name = "User")
  public record UserAnswer(
      @NotNull UUID id,
      @NotNull @Schema(examples = "ann@example.com") String email,
      @Schema(required = true) boolean emailVerified,
      @Nullable @Schema(examples = "Ann") String name,
      @NotNull Role role,
      @NotNull UUID workspaceId,
      @NotNull Instant createdAt,
      @NotNull Instant updatedAt) {

    static UserAnswer of(User user, Caller caller) {
      return new UserAnswer(
          user.id(),
          user.email(),
          user.isVerified(),
          user.name(),
          caller.role(),
          caller.workspaceId(),
          user.createdAt(),
          user.updatedAt());
    }
  }

  /** What to change about an account. */
  public record UserChange(
      @Nullable @Size(min = 1, max = 120) @Schema(examples = "Ann") String name) {}

  private final Members members;
  private final CurrentCaller caller;
  private final Preconditions preconditions;

  @Inject
  public UsersResource(Members members, CurrentCaller caller, Preconditions preconditions) {
    this.members = members;
    this.caller = caller;
    this.preconditions = preconditions;
  }

  @GET
  @RolesAllowed(Role.MEMBER_NAME)
  @Operation(summary = "Read one's own account")
  @APIResponse(
      responseCode = "200",
      description = "The account",
      content = @Content(schema = @Schema(implementation = UserAnswer.class)))
  public Response read() {
    return answer(members.user(caller.get()));
  }

  @PATCH
  @RolesAllowed(Role.MEMBER_NAME)
  @Operation(summary = "Change one's own name")
  @APIResponse(
      responseCode = "200",
      description = "The account, changed",
      content = @Content(schema = @Schema(implementation = UserAnswer.class)))
  public Response change(@NotNull @Valid UserChange body) {
    if (body.name() == null) {
      throw Problem.invalid("name", "must be given");
    }
    return answer(members.rename(caller.get(), body.name(), preconditions::check));
  }

  @DELETE
  @RolesAllowed(Role.MEMBER_NAME)
  @Operation(
      summary = "Delete one's own account",
      description = "The workspace goes with it when nobody else is in it.")
  @APIResponse(responseCode = "204", description = "The account is gone")
  public Response delete() {
    members.delete(caller.get(), preconditions::check);
    return Response.noContent().build();
  }

  private Response answer(User user) {
    return preconditions.answer(UserAnswer.of(user, caller.get()), user.version());
  }
}
