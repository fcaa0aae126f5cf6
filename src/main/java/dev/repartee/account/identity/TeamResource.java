package dev.repartee.account.identity;

import dev.repartee.foundation.http.Cursors;
import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.PageRequest;
import dev.repartee.foundation.http.Preconditions;
import dev.repartee.foundation.http.RateLimit;
import dev.repartee.foundation.http.RateLimited;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.jspecify.annotations.Nullable;

/** The members of the caller's workspace. */
@Path("v1/workspace")
@ApplicationScoped
@Tag(name = "Members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TeamResource {

  /** A member of a workspace. */
  @Schema(name = "Member")
  public record MemberAnswer(
      @NotNull UUID id,
      @NotNull UUID userId,
      @NotNull @Schema(examples = "ben@example.com") String email,
      @Nullable @Schema(examples = "Ben") String name,
      @NotNull Role role,
      @NotNull Instant createdAt) {

    static MemberAnswer of(Team.Member member) {
      return new MemberAnswer(
          member.membership().id(),
          member.user().id(),
          member.user().email(),
          member.user().name(),
          member.membership().role(),
          member.membership().createdAt());
    }
  }

  /** What to change about a member. */
  public record MemberChange(
      @NotNull
          @Schema(
              description = "ADMIN or MEMBER; an owner is made by a transfer",
              examples = "ADMIN")
          Role role) {}

  /** Whom to make an owner, and the proof of who asks. */
  public record Transfer(
      @NotNull @Schema(description = "The member who becomes an owner") UUID memberId,
      @Nullable
          @Size(max = 128)
          @Schema(
              description = "The caller's current password",
              examples = "correct horse battery staple")
          String password,
      @Nullable
          @Schema(
              description = "Whether the caller stays an owner too, instead of becoming an ADMIN",
              examples = "false")
          Boolean stayOwner) {}

  private final Team team;
  private final Proof proof;
  private final CurrentCaller caller;
  private final Preconditions preconditions;
  private final Cursors cursors;

  @Inject
  public TeamResource(
      Team team, Proof proof, CurrentCaller caller, Preconditions preconditions, Cursors cursors) {
    this.team = team;
    this.proof = proof;
    this.caller = caller;
    this.preconditions = preconditions;
    this.cursors = cursors;
  }

  @GET
  @Path("members")
  @RolesAllowed(Role.MEMBER_NAME)
  @Operation(summary = "List the members, in the order they came")
  public Page<MemberAnswer> list(@Valid @BeanParam PageRequest page) {
    String list = "members:" + caller.get().workspaceId();
    List<Team.Member> rows =
        team.page(
            caller.get(),
            cursors.open(list, page).map(position -> UUID.fromString(position.get(0))),
            page.limit());
    return cursors.page(
        list, page, rows, member -> List.of(member.membership().id().toString()), MemberAnswer::of);
  }

  @GET
  @Path("members/{id}")
  @RolesAllowed(Role.MEMBER_NAME)
  @Operation(summary = "Read a member")
  @APIResponse(
      responseCode = "200",
      description = "The member",
      content = @Content(schema = @Schema(implementation = MemberAnswer.class)))
  public Response read(@PathParam("id") UUID id) {
    return answer(team.find(caller.get(), id));
  }

  @PATCH
  @Path("members/{id}")
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(
      summary = "Change a member's role",
      description = "Holds everywhere within a second. Only owners change owners.")
  @APIResponse(
      responseCode = "200",
      description = "The member, changed",
      content = @Content(schema = @Schema(implementation = MemberAnswer.class)))
  public Response change(@PathParam("id") UUID id, @NotNull @Valid MemberChange body) {
    return answer(team.changeRole(caller.get(), id, body.role(), preconditions::check));
  }

  @DELETE
  @Path("members/{id}")
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(
      summary = "Remove a member",
      description =
          "Their tokens, API keys and sockets lose this workspace everywhere within a second;"
              + " their account, and what they made, stays. Only owners remove owners.")
  @APIResponse(responseCode = "204", description = "They are in this workspace no longer")
  public Response remove(@PathParam("id") UUID id) {
    team.remove(caller.get(), id, preconditions::check);
    return Response.noContent().build();
  }

  @DELETE
  @Path("members/me")
  @RolesAllowed(Role.MEMBER_NAME)
  @Operation(
      summary = "Leave the workspace",
      description = "The last owner can not; they transfer it, or delete their account.")
  @APIResponse(responseCode = "204", description = "The caller is in this workspace no longer")
  public Response leave() {
    team.leave(caller.get());
    return Response.noContent().build();
  }

  @POST
  @Path("transfer")
  @RolesAllowed(Role.OWNER_NAME)
  @RateLimited(RateLimit.PROOFS)
  @Operation(summary = "Make a member an owner, in the caller's place or beside them")
  @APIResponse(
      responseCode = "200",
      description = "The new owner",
      content = @Content(schema = @Schema(implementation = MemberAnswer.class)))
  public Response transfer(@NotNull @Valid Transfer body) {
    proof.demand(caller.get(), body.password());
    return answer(
        team.transfer(caller.get(), body.memberId(), Boolean.TRUE.equals(body.stayOwner())));
  }

  private Response answer(Team.Member member) {
    return preconditions.answer(MemberAnswer.of(member), member.membership().version());
  }
}
