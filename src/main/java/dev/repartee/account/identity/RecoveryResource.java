package dev.repartee.account.identity;

import dev.repartee.account.identity.AuthResource.Asked;
import dev.repartee.foundation.http.RateLimit;
import dev.repartee.foundation.http.RateLimited;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the links in our mails lead to: confirmed addresses, and other passwords. */
@Path("v1/auth")
@BuiltInAccounts
@ApplicationScoped
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RecoveryResource {

  /** Who has forgotten the password. */
  public record Forgotten(
      @NotNull @Email @Size(max = 254) @Schema(examples = "ann@example.com") String email) {}

  /** Another password, and the right to set it. */
  public record Reset(
      @NotBlank @Size(max = 128) @Schema(examples = "b4Wm0cUq1sVfX9yZ") String token,
      @NotNull
          @Size(min = PasswordPolicy.SHORTEST, max = PasswordPolicy.LONGEST)
          @Schema(examples = "correct horse battery staple")
          String password) {}

  /** The proof that one reads the mail of an address. */
  public record Confirmation(
      @NotBlank @Size(max = 128) @Schema(examples = "b4Wm0cUq1sVfX9yZ") String token) {}

  private final PasswordRecovery recovery;
  private final PasswordChanges changes;
  private final EmailVerification verification;
  private final SignInAnswers answers;

  @Inject
  public RecoveryResource(
      PasswordRecovery recovery,
      PasswordChanges changes,
      EmailVerification verification,
      SignInAnswers answers) {
    this.recovery = recovery;
    this.changes = changes;
    this.verification = verification;
    this.answers = answers;
  }

  @POST
  @Path("forgot-password")
  @PermitAll
  @RateLimited(RateLimit.RECOVERY)
  @Operation(
      summary = "Ask for a mail with which another password can be chosen",
      description = "The answer is the same whether or not the address has an account.")
  @APIResponse(
      responseCode = "202",
      description = "If there is an account, its address is sent a mail",
      content = @Content(schema = @Schema(implementation = Asked.class)))
  public Response forgotPassword(@NotNull @Valid Forgotten body) {
    recovery.begin(body.email());
    return Response.accepted(Asked.MAIL).build();
  }

  @POST
  @Path("reset-password")
  @PermitAll
  @RateLimited(RateLimit.LOGIN)
  @Operation(
      summary = "Choose another password, with the token of a mail",
      description = "Every device is signed out. Sign in with the new password.")
  @APIResponse(responseCode = "204", description = "The password is changed")
  public Response resetPassword(@NotNull @Valid Reset body) {
    String address = changes.reset(body.token(), body.password());
    return Response.noContent().cookie(answers.known(address)).build();
  }

  @POST
  @Path("verify-email")
  @PermitAll
  @RateLimited(RateLimit.LOGIN)
  @Operation(summary = "Confirm an address, with the token of a mail")
  @APIResponse(responseCode = "204", description = "The address is confirmed")
  public Response verifyEmail(@NotNull @Valid Confirmation body) {
    verification.confirm(body.token());
    return Response.noContent().build();
  }
}
