package dev.repartee.account.identity;

import dev.repartee.foundation.http.Cursors;
import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.PageRequest;
import dev.repartee.foundation.http.RateLimit;
import dev.repartee.foundation.http.RateLimited;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who is asked into the caller's workspace. */
@Path("v1/workspace")
@ApplicationScoped
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InvitationsResource {

  /** Whom to invite, and as what. */
  public record NewMember(
      @NotNull @Email @Size(max = 254) @Schema(examples = "ben@example.com") String email,
      @NotNull
          @Schema(
              description = "ADMIN or MEMBER; an owner is made by a transfer",
              examples = "MEMBER")
          Role role) {}

  /** An invitation that nobody has accepted yet. */
  @Schema(name = "Invitation")
  public record InvitationAnswer(
      @NotNull UUID id,
      @NotNull @Schema(examples = "ben@example.com") String email,
      @NotNull @Schema(examples = "MEMBER") Role role,
      @NotNull Instant createdAt,
      @NotNull Instant expiresAt) {

    static InvitationAnswer of(Invitation invitation) {
      return new InvitationAnswer(
          invitation.id(),
          invitation.email(),
          invitation.role(),
          invitation.createdAt(),
          invitation.expiresAt());
    }
  }

  private final Invitations invitations;
  private final CurrentCaller caller;
  private final Cursors cursors;

  @Inject
  public InvitationsResource(Invitations invitations, CurrentCaller caller, Cursors cursors) {
    this.invitations = invitations;
    this.caller = caller;
    this.cursors = cursors;
  }

  @POST
  @Path("members")
  @RateLimited(RateLimit.INVITATIONS)
  @Operation(
      summary = "Invite somebody by mail",
      description =
          "They become a member when they accept, within seven days. The answer is the same whether"
              + " or not the address has an account. An earlier invitation of theirs ends.")
  @APIResponse(
      responseCode = "201",
      description = "They are invited",
      content = @Content(schema = @Schema(implementation = InvitationAnswer.class)))
  public Response invite(@NotNull @Valid NewMember body) {
    Invitation invitation = invitations.invite(caller.get(), body.email(), body.role());
    return Response.status(Response.Status.CREATED).entity(InvitationAnswer.of(invitation)).build();
  }

  @GET
  @Path("invitations")
  @Operation(summary = "List the open invitations, the newest first")
  public Page<InvitationAnswer> list(@Valid @BeanParam PageRequest page) {
    String list = "invitations:" + caller.get().workspaceId();
    List<Invitation> rows =
        invitations.page(
            caller.get(),
            cursors.open(list, page).map(position -> UUID.fromString(position.get(0))),
            page.limit());
    return cursors.page(
        list, page, rows, row -> List.of(row.id().toString()), InvitationAnswer::of);
  }

  @DELETE
  @Path("invitations/{id}")
  @Operation(summary = "Revoke an invitation: its link is good for nothing")
  @APIResponse(responseCode = "204", description = "Revoked")
  public Response revoke(@PathParam("id") UUID id) {
    invitations.revoke(caller.get(), id);
    return Response.noContent().build();
  }
}
