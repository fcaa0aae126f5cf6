package dev.repartee.account.clerk;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where Clerk says what has changed about its users. */
@Path("v1/webhooks/clerk")
@ApplicationScoped
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
public class ClerkWebhookResource {

  /** An event; {@code data} is as its type has it. */
  @Schema(name = "ClerkEvent")
  public record Event(@Schema(examples = "user.created") String type, Map<String, Object> data) {}

  private final ClerkConfig config;
  private final ClerkEvents events;
  private final InstantSource clock;

  @Inject
  public ClerkWebhookResource(ClerkConfig config, ClerkEvents events, InstantSource clock) {
    this.config = config;
    this.events = events;
    this.clock = clock;
  }

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Take an event of Clerk",
      description =
          "Signed by Svix; an event that comes again is answered in the same way and does nothing."
              + " Is there with AUTH_PROVIDER=clerk only.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Event.class)))
  @APIResponse(responseCode = "204", description = "The event has had its effect")
  public Response take(
      @HeaderParam("svix-id") @Nullable String id,
      @HeaderParam("svix-timestamp") @Nullable String timestamp,
      @HeaderParam("svix-signature") @Nullable String signature,
      byte[] body) {
    if (!config.inUse()) {
      throw new Problem(
          ProblemType.NOT_FOUND, "This installation keeps its accounts itself, without Clerk.");
    }
    boolean good =
        id != null
            && config
                .webhookSecret()
                .map(secret -> secret.isGood(id, timestamp, signature, body, clock.instant()))
                .orElse(false);
    if (!good || id == null) {
      throw new Problem(
          ProblemType.UNAUTHENTICATED, "The signature is not Clerk's, or older than five minutes.");
    }
    events.take(id, parsed(body));
    return Response.noContent().build();
  }

  private static JsonObject parsed(byte[] body) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new Problem(ProblemType.MALFORMED_BODY, "An event is a JSON object.");
    }
  }
}
