package dev.repartee.account.identity;

import dev.repartee.account.identity.AuthResource.Asked;
import dev.repartee.foundation.http.RateLimit;
import dev.repartee.foundation.http.RateLimited;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
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

/** The caller's own password and address. */
@Path("v1/users/me")
@BuiltInAccounts
@ApplicationScoped
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PasswordResource {

  /** Another password, and the one it replaces. */
  public record PasswordChange(
      @NotBlank @Size(max = 128) @Schema(examples = "correct horse battery staple")
          String currentPassword,
      @NotNull
          @Size(min = PasswordPolicy.SHORTEST, max = PasswordPolicy.LONGEST)
          @Schema(examples = "a quiet lamp in the harbour")
          String newPassword) {}

  private final PasswordChanges changes;
  private final EmailVerification verification;
  private final SignInAnswers answers;
  private final CurrentCaller caller;

  @Inject
  public PasswordResource(
      PasswordChanges changes,
      EmailVerification verification,
      SignInAnswers answers,
      CurrentCaller caller) {
    this.changes = changes;
    this.verification = verification;
    this.answers = answers;
    this.caller = caller;
  }

  @POST
  @Path("password")
  @RolesAllowed(Role.MEMBER_NAME)
  @RateLimited(RateLimit.PASSWORD)
  @Operation(
      summary = "Change one's own password",
      description = "Every other device is signed out.")
  @APIResponse(responseCode = "204", description = "The password is changed")
  public Response change(@NotNull @Valid PasswordChange body) {
    String address = changes.change(caller.get(), body.currentPassword(), body.newPassword());
    return Response.noContent().cookie(answers.known(address)).build();
  }

  @POST
  @Path("verification")
  @RolesAllowed(Role.MEMBER_NAME)
  @RateLimited(RateLimit.VERIFICATION)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Ask for a mail that confirms one's own address")
  @APIResponse(
      responseCode = "202",
      description = "The address is sent a mail",
      content = @Content(schema = @Schema(implementation = Asked.class)))
  public Response verify() {
    verification.sendTo(caller.get().userId());
    return Response.accepted(Asked.MAIL).build();
  }
}
