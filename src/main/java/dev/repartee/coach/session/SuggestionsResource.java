package dev.repartee.coach.session;

import dev.repartee.assistant.ai.Style;
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
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Suggestions over HTTP. */
@Path("v1/sessions")
@RequestScoped
@RolesAllowed(Role.MEMBER_NAME)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Suggestions", description = "What to say next, and why it works")
public class SuggestionsResource {

  private final Suggestions suggestions;
  private final StoredSuggestions stored;
  private final CurrentCaller caller;

  @Inject
  public SuggestionsResource(
      Suggestions suggestions, StoredSuggestions stored, CurrentCaller caller) {
    this.suggestions = suggestions;
    this.stored = stored;
    this.caller = caller;
  }

  /** How the suggestion should sound. */
  @Schema(name = "SuggestionRequest")
  public record SuggestionRequest(
      @Schema(
              enumeration = {"playful", "warm", "direct", "witty", "curious", "confident"},
              examples = "warm")
          @Nullable String aiStyle,
      @Schema(description = "A wish for this one", examples = "mention the train") @Size(max = 500)
          @Nullable String customTwist) {}

  /** What asking for a suggestion answers. */
  @Schema(name = "SuggestionAnswer")
  public record SuggestionAnswer(@Schema(required = true) SuggestionView suggestion) {}

  /** How often a stored suggestion could be served. */
  @Schema(name = "CacheMetrics")
  public record CacheMetrics(
      @Schema(required = true) long hits,
      @Schema(required = true) long misses,
      @Schema(required = true) double ratio) {}

  @POST
  @Scoped(Scope.SESSIONS_WRITE)
  @Path("{id}/generate-suggestions")
  @RateLimited(RateLimit.SUGGESTIONS)
  @Operation(
      summary = "Suggest what to say next",
      description = "For the same transcript, style and twist the same suggestion is served again.")
  @APIResponse(responseCode = "200", description = "The suggestion")
  public SuggestionAnswer suggest(
      @PathParam("id") UUID id, @Valid @Nullable SuggestionRequest request) {
    Optional<SuggestionRequest> wishes = Optional.ofNullable(request);
    return new SuggestionAnswer(
        SuggestionView.of(
            suggestions.suggest(
                caller.get(),
                id,
                wishes.flatMap(wish -> Wire.optional(Style.class, "aiStyle", wish.aiStyle())),
                wishes
                    .map(SuggestionRequest::customTwist)
                    .map(String::strip)
                    .filter(twist -> !twist.isEmpty()))));
  }

  @GET
  @Scoped(Scope.SESSIONS_READ)
  @Path("metrics/cache")
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(summary = "How often a suggestion of this workspace came from the cache")
  @APIResponse(responseCode = "200", description = "The figures")
  public CacheMetrics cacheMetrics() {
    StoredSuggestions.CacheFigures figures = stored.figures(caller.get().workspaceId());
    return new CacheMetrics(figures.hits(), figures.misses(), figures.ratio());
  }
}
