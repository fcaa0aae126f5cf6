package dev.repartee.account.identity;

import dev.repartee.foundation.http.CrossSite;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.http.RateLimit;
import dev.repartee.foundation.http.RateLimited;
import dev.repartee.foundation.security.CurrentCaller;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Ways into a workspace beside signing in: an invitation, or another one of one's own. */
@Path("v1/auth")
@ApplicationScoped
@PermitAll
@BuiltInAccounts
@Tag(name = "Members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class JoiningResource {

  /** An invitation, and what an account is to have if there is none yet. */
  public record Acceptance(
      @NotBlank @Size(max = 128) @Schema(examples = "b4Wm0cUq1sVfX9yZ") String token,
      @Nullable @Size(min = 1, max = 120) @Schema(examples = "Ben") String name,
      @Nullable
          @Size(min = PasswordPolicy.SHORTEST, max = PasswordPolicy.LONGEST)
          @Schema(
              description = "Of the new account; without meaning for who has one",
              examples = "correct horse battery staple")
          String password) {}

  /** Where to go. */
  public record Switch(@NotNull UUID workspaceId) {}

  private final Joining joining;
  private final Accounts accounts;
  private final SignInAnswers answers;
  private final CurrentCaller caller;
  private final CrossSite crossSite;

  @Inject
  public JoiningResource(
      Joining joining,
      Accounts accounts,
      SignInAnswers answers,
      CurrentCaller caller,
      CrossSite crossSite) {
    this.joining = joining;
    this.accounts = accounts;
    this.answers = answers;
    this.caller = caller;
    this.crossSite = crossSite;
  }

  @POST
  @Path("accept-invitation")
  @RateLimited(RateLimit.LOGIN)
  @Operation(
      summary = "Accept an invitation, with the token of a mail",
      description =
          "Who has no account opens one with it; its address is confirmed thereby. Who has one"
              + " sends their access token along, or is told `email_taken`.")
  @APIResponse(
      responseCode = "200",
      description = "Signed in, in the workspace one was invited to",
      content = @Content(schema = @Schema(implementation = AuthResource.AuthAnswer.class)))
  public Response accept(
      @NotNull @Valid Acceptance body,
      @CookieParam(AuthResource.COOKIE) @Nullable String token,
      @Context HttpHeaders headers) {
    crossSite.refuse(headers);
    return answers.signedIn(
        Response.Status.OK,
        joining.accept(
            new Joining.Acceptance(body.token(), body.name(), body.password()),
            caller.find(),
            token == null ? "" : token));
  }

  @POST
  @Path("switch-workspace")
  @Operation(
      summary = "Exchange the refresh token for new tokens in another workspace of one's own")
  @APIResponse(
      responseCode = "200",
      description = "New tokens, for that workspace",
      content = @Content(schema = @Schema(implementation = AuthResource.AuthAnswer.class)))
  public Response switchWorkspace(
      @NotNull @Valid Switch body,
      @CookieParam(AuthResource.COOKIE) @Nullable String token,
      @Context HttpHeaders headers) {
    crossSite.refuse(headers);
    return accounts
        .switchTo(token == null ? "" : token, body.workspaceId())
        .map(signedIn -> answers.signedIn(Response.Status.OK, signedIn))
        .orElseThrow(() -> new Problem(ProblemType.UNAUTHENTICATED, "Sign in again."));
  }
}
