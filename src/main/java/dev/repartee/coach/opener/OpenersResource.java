package dev.repartee.coach.opener;

import dev.repartee.assistant.ai.Asker;
import dev.repartee.assistant.ai.Assistant;
import dev.repartee.assistant.ai.Material;
import dev.repartee.coach.reaction.ReactionKind;
import dev.repartee.coach.reaction.ReactionRequest;
import dev.repartee.coach.reaction.Reactions;
import dev.repartee.coach.reaction.Subject;
import dev.repartee.foundation.http.Cursors;
import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.PageRequest;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scope;
import dev.repartee.foundation.security.Scoped;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Openers over HTTP. */
@Path("v1/magic-openers")
@RequestScoped
@RolesAllowed(Role.MEMBER_NAME)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Openers", description = "First messages; the WebSocket streams them")
public class OpenersResource {

  private final Openers openers;
  private final Assistant assistant;
  private final Reactions reactions;
  private final Cursors cursors;
  private final CurrentCaller caller;

  @Inject
  public OpenersResource(
      Openers openers,
      Assistant assistant,
      Reactions reactions,
      Cursors cursors,
      CurrentCaller caller) {
    this.openers = openers;
    this.assistant = assistant;
    this.reactions = reactions;
    this.cursors = cursors;
    this.caller = caller;
  }

  @POST
  @Scoped(Scope.OPENERS_WRITE)
  @Path("generate")
  @Operation(summary = "Write an opener, all at once")
  @APIResponse(
      responseCode = "201",
      description = "The opener",
      content = @Content(schema = @Schema(implementation = OpenerView.class)))
  public Response generate(@NotNull @Valid OpenerWish request) {
    OpenerWish wish = request.checked();
    Material material = openers.material(caller.get().workspaceId(), wish);
    Opener opener =
        openers.keep(caller.get(), wish, assistant.open(Asker.of(caller.get()), material));
    return Response.created(URI.create("v1/magic-openers/" + opener.id()))
        .entity(OpenerView.of(opener, Set.of()))
        .build();
  }

  @GET
  @Scoped(Scope.OPENERS_READ)
  @Operation(summary = "List openers, newest first")
  @APIResponse(responseCode = "200", description = "A page of openers")
  public Page<OpenerView> list(@Valid @BeanParam PageRequest page) {
    String list = "openers:" + caller.get().userId();
    List<Opener> found =
        openers.list(
            caller.get(),
            cursors.open(list, page).map(position -> UUID.fromString(position.get(0))),
            page.limit() + 1);
    Map<UUID, Set<ReactionKind>> reacted =
        reactions.of(caller.get(), Subject.Kind.OPENER, found.stream().map(Opener::id).toList());
    return cursors.page(
        list,
        page,
        found,
        opener -> List.of(opener.id().toString()),
        opener -> OpenerView.of(opener, reacted.getOrDefault(opener.id(), Set.of())));
  }

  @GET
  @Scoped(Scope.OPENERS_READ)
  @Path("{id}")
  @Operation(summary = "Read an opener")
  @APIResponse(responseCode = "200", description = "The opener")
  public OpenerView get(@PathParam("id") UUID id) {
    Opener opener = openers.require(caller.get(), id);
    return OpenerView.of(
        opener,
        reactions.of(caller.get(), Subject.Kind.OPENER, List.of(id)).getOrDefault(id, Set.of()));
  }

  @DELETE
  @Scoped(Scope.OPENERS_WRITE)
  @Path("{id}")
  @Operation(summary = "Delete an opener")
  @APIResponse(responseCode = "204", description = "Deleted")
  public void delete(@PathParam("id") UUID id) {
    openers.delete(caller.get(), id);
  }

  @POST
  @Scoped(Scope.OPENERS_WRITE)
  @Path("{id}/reactions")
  @Operation(
      summary = "React to an opener",
      description =
          "The same reaction again takes it back; LIKED and DISLIKED replace each other;"
              + " COPIED_TO_CLIPBOARD stays.")
  @APIResponse(responseCode = "200", description = "The opener with its reactions")
  public OpenerView react(@PathParam("id") UUID id, @NotNull @Valid ReactionRequest request) {
    Opener opener = openers.require(caller.get(), id);
    return OpenerView.of(
        opener, reactions.toggle(caller.get(), Subject.opener(id), request.kind()));
  }
}
