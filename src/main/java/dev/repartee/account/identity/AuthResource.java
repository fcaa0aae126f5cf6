package dev.repartee.account.identity;

import dev.repartee.foundation.http.CrossSite;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.http.RateLimit;
import dev.repartee.foundation.http.RateLimited;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
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
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signing up, in and out. The refresh token travels in a cookie only these paths see. */
@Path("v1/auth")
@BuiltInAccounts
@ApplicationScoped
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AuthResource {

  static final String COOKIE = "refresh_token";
  static final String COOKIE_PATH = "/api/v1/auth";

  /** A new account. */
  public record Registration(
      @NotNull @Email @Size(max = 254) @Schema(examples = "ann@example.com") String email,
      @NotNull
          @Size(min = PasswordPolicy.SHORTEST, max = PasswordPolicy.LONGEST)
          @Schema(examples = "correct horse battery staple")
          String password,
      @Nullable @Size(min = 1, max = 120) String name,
      @Nullable @Size(min = 1, max = 120) String workspaceName) {}

  /** Who signs in, and the proof. */
  public record Credentials(
      @NotBlank @Size(max = 254) @Schema(examples = "ann@example.com") String email,
      @NotBlank @Size(max = 128) @Schema(examples = "correct horse battery staple") String password,
      @Nullable
          @Schema(
              description =
                  "False to be signed out after a day (SIGN_IN_MAX_AGE_BRIEF) whatever one does",
              examples = "true")
          Boolean remember) {}

  /** The access token, and whose it is. {@code expiresIn} is in seconds. */
  public record AuthAnswer(
      @NotNull String accessToken,
      @NotNull @Schema(examples = "Bearer") String tokenType,
      @Schema(required = true, examples = "900") long expiresIn,
      @NotNull AuthUser user,
      @NotNull AuthWorkspace workspace) {}

  /** The person who signed in. */
  public record AuthUser(
      @NotNull UUID id,
      @NotNull @Schema(examples = "ann@example.com") String email,
      @Nullable @Schema(examples = "Ann") String name,
      @NotNull Instant createdAt) {}

  /** The workspace they work in, and their role there. */
  public record AuthWorkspace(
      @NotNull UUID id,
      @NotNull @Schema(examples = "Ann's workspace") String name,
      @NotNull Role role) {}

  /** What happens next is up to whoever reads the mail of the address. */
  public record Asked(@NotNull @Schema(examples = "check_your_mail") String status) {

    static final Asked MAIL = new Asked("check_your_mail");
  }

  private final Entrance entrance;
  private final Accounts accounts;
  private final SignInAnswers answers;
  private final CrossSite crossSite;

  @Inject
  public AuthResource(
      Entrance entrance, Accounts accounts, SignInAnswers answers, CrossSite crossSite) {
    this.entrance = entrance;
    this.accounts = accounts;
    this.answers = answers;
    this.crossSite = crossSite;
  }

  @POST
  @Path("register")
  @PermitAll
  @RateLimited(RateLimit.REGISTER)
  @Operation(
      summary = "Open an account with a workspace of its own",
      description =
          "Where addresses have to be confirmed the answer is 202, the same for an address that has"
              + " an account: its owner is told by mail.")
  @APIResponse(
      responseCode = "201",
      description = "The account is open, and signed in",
      content = @Content(schema = @Schema(implementation = AuthAnswer.class)))
  @APIResponse(
      responseCode = "202",
      description = "The address has been sent a mail",
      content = @Content(schema = @Schema(implementation = Asked.class)))
  public Response register(@NotNull @Valid Registration body) {
    return entrance
        .register(body.email(), body.password(), body.name(), body.workspaceName())
        .map(signedIn -> answers.proven(Response.Status.CREATED, signedIn))
        .orElseGet(() -> Response.accepted(Asked.MAIL).build());
  }

  @POST
  @Path("login")
  @PermitAll
  @RateLimited(RateLimit.LOGIN)
  @Operation(
      summary = "Sign in with a password",
      description =
          "After some attempts at an account one has to wait, ever longer; devices that have signed"
              + " in before, which a cookie tells, are counted for themselves.")
  @APIResponse(
      responseCode = "200",
      description = "Signed in",
      content = @Content(schema = @Schema(implementation = AuthAnswer.class)))
  public Response login(
      @NotNull @Valid Credentials body, @CookieParam(DeviceCookies.NAME) @Nullable String device) {
    return answers.proven(
        Response.Status.OK,
        entrance.login(
            body.email(), body.password(), !Boolean.FALSE.equals(body.remember()), device));
  }

  @POST
  @Path("refresh")
  @PermitAll
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Exchange the refresh token for new tokens")
  @APIResponse(
      responseCode = "200",
      description = "New tokens",
      content = @Content(schema = @Schema(implementation = AuthAnswer.class)))
  public Response refresh(
      @CookieParam(COOKIE) @Nullable String token, @Context HttpHeaders headers) {
    crossSite.refuse(headers);
    return accounts
        .refresh(token == null ? "" : token)
        .map(signedIn -> answers.signedIn(Response.Status.OK, signedIn))
        .orElseThrow(() -> new Problem(ProblemType.UNAUTHENTICATED, "Sign in again."));
  }

  @POST
  @Path("logout")
  @PermitAll
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Sign out: the refresh token and its successors end")
  @APIResponse(responseCode = "204", description = "Signed out")
  public Response logout(
      @CookieParam(COOKIE) @Nullable String token, @Context HttpHeaders headers) {
    crossSite.refuse(headers);
    accounts.logout(token == null ? "" : token);
    return answers.signedOut();
  }
}
