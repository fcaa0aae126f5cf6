package dev.repartee.coach.session;

import dev.repartee.foundation.http.Cursors;
import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.PageRequest;
import dev.repartee.foundation.http.Preconditions;
import dev.repartee.foundation.http.Wire;
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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sessions over HTTP. */
@Path("v1/sessions")
@RequestScoped
@RolesAllowed(Role.MEMBER_NAME)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions", description = "One conversation a person is being coached on")
public class SessionsResource {

  private final Sessions sessions;
  private final SessionViews views;
  private final Cursors cursors;
  private final Preconditions preconditions;
  private final CurrentCaller caller;

  @Inject
  public SessionsResource(
      Sessions sessions,
      SessionViews views,
      Cursors cursors,
      Preconditions preconditions,
      CurrentCaller caller) {
    this.sessions = sessions;
    this.views = views;
    this.cursors = cursors;
    this.preconditions = preconditions;
    this.caller = caller;
  }

  /** What creating a session answers. */
  @Schema(name = "CreatedSession")
  public record CreatedSession(@Schema(required = true) SessionView session) {}

  @POST
  @Scoped(Scope.SESSIONS_WRITE)
  @Operation(
      summary = "Begin a session",
      description =
          "A screenshot is read in the background; subscribe to the session to watch. Pasted text"
              + " is complete at once.")
  @APIResponse(
      responseCode = "201",
      description = "The session",
      content = @Content(schema = @Schema(implementation = CreatedSession.class)))
  public Response create(@NotNull @Valid NewSession request) {
    Session session = sessions.create(caller.get(), request);
    return Response.created(URI.create("v1/sessions/" + session.id()))
        .tag(Preconditions.tag(session.version()))
        .entity(new CreatedSession(views.whole(caller.get(), session)))
        .build();
  }

  @GET
  @Scoped(Scope.SESSIONS_READ)
  @Operation(summary = "List sessions, newest first")
  @APIResponse(responseCode = "200", description = "A page of sessions, without their messages")
  public Page<SessionView> list(
      @Valid @BeanParam PageRequest page,
      @QueryParam("status") @Nullable String status,
      @QueryParam("type") @Nullable String type,
      @QueryParam("deleted") @DefaultValue("false") boolean deleted) {
    String list = "sessions:" + caller.get().userId() + deleted + status + type;
    List<Session> found =
        sessions.list(
            caller.get(),
            Wire.optional(SessionStatus.class, "status", status),
            Wire.optional(SessionType.class, "type", type),
            deleted,
            cursors.open(list, page).map(position -> UUID.fromString(position.get(0))),
            page.limit() + 1);
    return cursors.page(
        list, page, found, session -> List.of(session.id().toString()), views::inList);
  }

  @GET
  @Scoped(Scope.SESSIONS_READ)
  @Path("{id}")
  @Operation(summary = "Read a session with its messages, and what was read while it is verified")
  @APIResponse(
      responseCode = "200",
      description = "The session",
      content = @Content(schema = @Schema(implementation = SessionView.class)))
  public Response get(@PathParam("id") UUID id) {
    Session session = sessions.require(caller.get(), id);
    return preconditions.answer(views.whole(caller.get(), session), session.version());
  }

  @PATCH
  @Scoped(Scope.SESSIONS_WRITE)
  @Path("{id}")
  @Operation(summary = "Rename or pin a session")
  @APIResponse(
      responseCode = "200",
      description = "The session",
      content = @Content(schema = @Schema(implementation = SessionView.class)))
  public Response change(@PathParam("id") UUID id, @NotNull @Valid SessionChange change) {
    return answer(
        Response.Status.OK, sessions.change(caller.get(), id, change, preconditions::check));
  }

  @DELETE
  @Scoped(Scope.SESSIONS_WRITE)
  @Path("{id}")
  @Operation(
      summary = "Delete a session",
      description = "To the trash, or for good: then its messages and its picture go too.")
  @APIResponse(responseCode = "204", description = "Deleted")
  public void delete(
      @PathParam("id") UUID id, @QueryParam("permanent") @DefaultValue("false") boolean permanent) {
    sessions.delete(caller.get(), id, permanent, preconditions::check);
  }

  @PATCH
  @Scoped(Scope.SESSIONS_WRITE)
  @Path("{id}/restore")
  @Operation(summary = "Take a session back from the trash")
  @APIResponse(
      responseCode = "200",
      description = "The session",
      content = @Content(schema = @Schema(implementation = SessionView.class)))
  public Response restore(@PathParam("id") UUID id) {
    return answer(Response.Status.OK, sessions.restore(caller.get(), id));
  }

  @POST
  @Scoped(Scope.SESSIONS_WRITE)
  @Path("{id}/confirm-ocr")
  @Operation(
      summary = "Confirm what was read",
      description = "The given lines become the transcript, in the given order.")
  @APIResponse(
      responseCode = "200",
      description = "The complete session",
      content = @Content(schema = @Schema(implementation = SessionView.class)))
  public Response confirm(@PathParam("id") UUID id, @NotNull @Valid ConfirmedTranscript confirmed) {
    return answer(
        Response.Status.OK,
        sessions.confirm(
            caller.get(),
            id,
            confirmed.ocrResult().stream().map(ConfirmedTranscript.Item::line).toList()));
  }

  @POST
  @Scoped(Scope.SESSIONS_WRITE)
  @Path("{id}/retry-ocr")
  @Operation(summary = "Read the screenshot again")
  @APIResponse(
      responseCode = "202",
      description = "The session, being read",
      content = @Content(schema = @Schema(implementation = SessionView.class)))
  public Response retry(@PathParam("id") UUID id) {
    return answer(Response.Status.ACCEPTED, sessions.retryReading(caller.get(), id));
  }

  private Response answer(Response.Status status, Session session) {
    return Response.status(status)
        .tag(Preconditions.tag(session.version()))
        .entity(views.whole(caller.get(), session))
        .build();
  }
}
