package dev.repartee.account.key;

import dev.repartee.foundation.http.Cursors;
import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.PageRequest;
import dev.repartee.foundation.http.Preconditions;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The API keys of the caller's workspace. No key manages keys. */
@Path("v1/api-keys")
@ApplicationScoped
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "API keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiKeysResource {

  private static final long DEFAULT_OVERLAP = 86_400;
  private static final long LONGEST_OVERLAP = 7 * 86_400;

  /** What a new key is to be. */
  public record NewApiKey(
      @NotBlank @Size(max = 120) @Schema(examples = "Help desk import") String name,
      @NotNull
          @Size(min = 1, max = 20)
          @Schema(
              description =
                  "What it may do: sessions:read, sessions:write, openers:read, openers:write,"
                      + " workspace:read, audit:read (of an admin's or owner's key)",
              examples = "[\"sessions:read\",\"sessions:write\"]")
          List<@NotNull @Size(max = 40) String> scopes,
      @Nullable
          @Schema(
              description = "When it ends by itself; never, when left out",
              examples = "2030-01-01T00:00:00Z")
          Instant expiresAt) {}

  /** How to rotate. */
  public record Rotation(
      @Nullable
          @Min(0)
          @Max(LONGEST_OVERLAP)
          @Schema(
              description = "How long the secret before stays good; a day, when left out",
              examples = "3600")
          Long overlapSeconds) {}

  /** A key, without its secret. */
  @Schema(name = "ApiKey")
  public record ApiKeyAnswer(
      @NotNull UUID id,
      @NotNull @Schema(examples = "Help desk import") String name,
      @NotNull List<String> scopes,
      @NotNull @Schema(description = "The member it acts for") UUID userId,
      @NotNull Instant createdAt,
      @Nullable Instant rotatedAt,
      @Nullable @Schema(description = "Until when the secret before the last rotation is good")
          Instant previousUntil,
      @Nullable Instant expiresAt,
      @Nullable @Schema(description = "Exact to a few seconds") Instant lastUsedAt) {

    static ApiKeyAnswer of(ApiKey key) {
      ApiKey.Previous previous = key.previous();
      return new ApiKeyAnswer(
          key.id(),
          key.name(),
          key.scopes().stream().map(Scope::wireName).sorted().toList(),
          key.userId(),
          key.createdAt(),
          key.rotatedAt(),
          previous == null ? null : previous.until(),
          key.expiresAt(),
          key.lastUsedAt());
    }
  }

  /** A key with its secret, this once. */
  @Schema(name = "ApiKeyWithSecret")
  public record ApiKeyWithSecret(
      @NotNull ApiKeyAnswer apiKey,
      @NotNull
          @Schema(
              description = "The bearer token. Keep it now: it is not shown again",
              examples = "rpt_live_…")
          String key) {

    static ApiKeyWithSecret of(ApiKeys.Made made) {
      return new ApiKeyWithSecret(ApiKeyAnswer.of(made.key()), made.text());
    }
  }

  private final ApiKeys keys;
  private final CurrentCaller caller;
  private final Cursors cursors;
  private final Preconditions preconditions;

  @Inject
  public ApiKeysResource(
      ApiKeys keys, CurrentCaller caller, Cursors cursors, Preconditions preconditions) {
    this.keys = keys;
    this.caller = caller;
    this.cursors = cursors;
    this.preconditions = preconditions;
  }

  @POST
  @Operation(summary = "Make an API key", description = "Its secret is in this answer alone.")
  @APIResponse(
      responseCode = "201",
      description = "The key, with its secret",
      content = @Content(schema = @Schema(implementation = ApiKeyWithSecret.class)))
  public Response make(@NotNull @Valid NewApiKey body) {
    ApiKeys.Made made =
        keys.make(caller.get(), body.name().strip(), scopes(body.scopes()), body.expiresAt());
    return Response.status(Response.Status.CREATED).entity(ApiKeyWithSecret.of(made)).build();
  }

  @GET
  @Operation(summary = "List the API keys, the newest first")
  public Page<ApiKeyAnswer> list(@Valid @BeanParam PageRequest page) {
    String list = "api-keys:" + caller.get().workspaceId();
    List<ApiKey> rows =
        keys.page(
            caller.get(),
            cursors.open(list, page).map(position -> UUID.fromString(position.get(0))),
            page.limit());
    return cursors.page(list, page, rows, key -> List.of(key.id().toString()), ApiKeyAnswer::of);
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Read an API key, without its secret")
  @APIResponse(
      responseCode = "200",
      description = "The key",
      content = @Content(schema = @Schema(implementation = ApiKeyAnswer.class)))
  public Response read(@PathParam("id") UUID id) {
    ApiKey key = keys.find(caller.get(), id);
    return preconditions.answer(ApiKeyAnswer.of(key), key.version());
  }

  @POST
  @Path("{id}/rotate")
  @Operation(
      summary = "Give an API key another secret",
      description =
          "The one before stays good for a while. The key acts for the caller from now on.")
  @APIResponse(
      responseCode = "200",
      description = "The key, with its new secret",
      content = @Content(schema = @Schema(implementation = ApiKeyWithSecret.class)))
  public ApiKeyWithSecret rotate(@PathParam("id") UUID id, @Nullable @Valid Rotation body) {
    Long overlap = body == null ? null : body.overlapSeconds();
    return ApiKeyWithSecret.of(
        keys.rotate(
            caller.get(),
            id,
            Duration.ofSeconds(overlap == null ? DEFAULT_OVERLAP : overlap),
            preconditions::check));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Revoke an API key", description = "Everywhere, within a second.")
  @APIResponse(responseCode = "204", description = "It opens nothing any more")
  public Response revoke(@PathParam("id") UUID id) {
    keys.revoke(caller.get(), id, preconditions::check);
    return Response.noContent().build();
  }

  private static Set<Scope> scopes(List<String> names) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : names) {
      scopes.add(
          Scope.named(name)
              .orElseThrow(
                  () ->
                      Problem.invalid(
                          "scopes",
                          "must be of "
                              + Arrays.stream(Scope.values())
                                  .map(Scope::wireName)
                                  .collect(Collectors.joining(", ")))));
    }
    return scopes;
  }
}
