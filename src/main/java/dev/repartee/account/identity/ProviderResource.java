package dev.repartee.account.identity;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who keeps the accounts, for pages that offer to sign in. */
@Path("v1/auth/provider")
@ApplicationScoped
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
public class ProviderResource {

  /** Where to sign in. */
  @Schema(name = "AuthProvider")
  public record ProviderAnswer(
      @NotNull
          @Schema(
              description = "builtin: here, with a password; clerk: there",
              examples = "builtin",
              enumeration = {"builtin", "clerk"})
          String provider) {}

  private final SignInConfig config;

  @Inject
  public ProviderResource(SignInConfig config) {
    this.config = config;
  }

  @GET
  @PermitAll
  @Operation(summary = "Read who keeps the accounts")
  public ProviderAnswer read() {
    return new ProviderAnswer(config.provider().name().toLowerCase(Locale.ROOT));
  }
}
