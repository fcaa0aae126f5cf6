package dev.repartee.account.signing;

import com.nimbusds.jose.jwk.ECKey;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public keys, for others who want to check access tokens themselves. */
@Path("v1/auth/jwks")
@ApplicationScoped
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
public class JwksResource {

  /** Never as long as a key is published before it signs. */
  private static final Duration CACHED = Duration.ofMinutes(5);

  /** A set of keys (RFC 7517, section 5). */
  @Schema(name = "KeySet")
  public record KeySet(@NotNull List<PublicKey> keys) {}

  /** The public half of a key (RFC 7517, RFC 7518 section 6.2). */
  @Schema(name = "PublicKey")
  public record PublicKey(
      @NotNull @Schema(examples = "EC") String kty,
      @NotNull @Schema(examples = "P-256") String crv,
      @NotNull @Schema(examples = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU") String x,
      @NotNull @Schema(examples = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0") String y,
      @NotNull @Schema(examples = "sig") String use,
      @NotNull @Schema(examples = "ES256") String alg,
      @NotNull @Schema(examples = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs") String kid) {

    static PublicKey of(ECKey key) {
      return new PublicKey(
          key.getKeyType().getValue(),
          key.getCurve().getName(),
          key.getX().toString(),
          key.getY().toString(),
          key.getKeyUse().identifier(),
          key.getAlgorithm().getName(),
          key.getKeyID());
    }
  }

  private final SigningKeyRing keys;
  private final Duration cached;

  @Inject
  public JwksResource(SigningKeyRing keys, SigningConfig config) {
    this.keys = keys;
    this.cached = config.lead().compareTo(CACHED) < 0 ? config.lead() : CACHED;
  }

  @GET
  @PermitAll
  @Operation(
      summary = "Read the keys that access tokens are signed with",
      description =
          "A key is listed a while before it signs, and until the last of its tokens has expired."
              + " May be kept for as long as Cache-Control says.")
  @APIResponse(
      responseCode = "200",
      description = "The public keys",
      content = @Content(schema = @Schema(implementation = KeySet.class)))
  public Response read() {
    List<PublicKey> listed =
        keys.published().stream().map(SigningKey::publicHalf).map(PublicKey::of).toList();
    return Response.ok(new KeySet(listed))
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + cached.toSeconds())
        .build();
  }
}
