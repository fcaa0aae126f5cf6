package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.coach.reaction.ReactionKind;
import dev.repartee.coach.reaction.ReactionRequest;
import dev.repartee.coach.reaction.Reactions;
import dev.repartee.coach.reaction.Subject;
import dev.repartee.foundation.http.Preconditions;
import dev.repartee.foundation.http.Problem;
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
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The transcript over HTTP, message by message. */
@Path("v1/sessions/{id}/messages")
@RequestScoped
@RolesAllowed(Role.MEMBER_NAME)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages", description = "The transcript of a session")
public class MessagesResource {

  private final Sessions sessions;
  private final Messages messages;
  private final SessionViews views;
  private final Reactions reactions;
  private final Preconditions preconditions;
  private final CurrentCaller caller;

  @Inject
  public MessagesResource(
      Sessions sessions,
      Messages messages,
      SessionViews views,
      Reactions reactions,
      Preconditions preconditions,
      CurrentCaller caller) {
    this.sessions = sessions;
    this.messages = messages;
    this.views = views;
    this.reactions = reactions;
    this.preconditions = preconditions;
    this.caller = caller;
  }

  @POST
  @Scoped(Scope.SESSIONS_WRITE)
  @RateLimited(RateLimit.MESSAGE_WRITES)
  @Operation(summary = "Add a message to the end of the transcript")
  @APIResponse(
      responseCode = "201",
      description = "The message",
      content = @Content(schema = @Schema(implementation = SessionView.MessageView.class)))
  public Response add(
      @PathParam("id") UUID id, @NotNull @Valid MessageRequests.NewMessage request) {
    Line line =
        new Line(Wire.required(Author.class, "author", request.author()), request.text().strip());
    return answer(Response.Status.CREATED, messages.add(caller.get(), id, line));
  }

  @PATCH
  @Scoped(Scope.SESSIONS_WRITE)
  @Path("{messageId}")
  @RateLimited(RateLimit.MESSAGE_WRITES)
  @Operation(summary = "Change the text or the author of a message")
  @APIResponse(
      responseCode = "200",
      description = "The message",
      content = @Content(schema = @Schema(implementation = SessionView.MessageView.class)))
  public Response edit(
      @PathParam("id") UUID id,
      @PathParam("messageId") UUID messageId,
      @NotNull @Valid MessageRequests.MessageChange change) {
    Optional<String> text = Optional.ofNullable(change.text()).map(String::strip);
    Optional<Author> author = Wire.optional(Author.class, "author", change.author());
    if (text.isEmpty() && author.isEmpty()) {
      throw Problem.invalid("text", "give a text or an author");
    }
    if (text.isPresent() && text.get().isEmpty()) {
      throw Problem.invalid("text", "must not be blank");
    }
    return answer(
        Response.Status.OK,
        messages.edit(caller.get(), id, messageId, text, author, preconditions::check));
  }

  @DELETE
  @Scoped(Scope.SESSIONS_WRITE)
  @Path("{messageId}")
  @RateLimited(RateLimit.MESSAGE_WRITES)
  @Operation(summary = "Remove a message from the transcript")
  @APIResponse(responseCode = "204", description = "Removed")
  public void delete(@PathParam("id") UUID id, @PathParam("messageId") UUID messageId) {
    messages.delete(caller.get(), id, messageId, preconditions::check);
  }

  @POST
  @Scoped(Scope.SESSIONS_WRITE)
  @Path("{messageId}/reactions")
  @Operation(
      summary = "React to a message",
      description =
          "The same reaction again takes it back; LIKED and DISLIKED replace each other;"
              + " COPIED_TO_CLIPBOARD stays.")
  @APIResponse(responseCode = "200", description = "The message with its reactions")
  public SessionView.MessageView react(
      @PathParam("id") UUID id,
      @PathParam("messageId") UUID messageId,
      @NotNull @Valid ReactionRequest request) {
    Session session = sessions.requireLive(caller.get(), id);
    SessionMessage message = messages.require(session, messageId);
    Set<ReactionKind> now =
        reactions.toggle(caller.get(), Subject.message(messageId), request.kind());
    return SessionView.MessageView.of(message, now);
  }

  private Response answer(Response.Status status, SessionMessage message) {
    return Response.status(status)
        .tag(Preconditions.tag(message.version()))
        .entity(views.message(caller.get(), message))
        .build();
  }
}
