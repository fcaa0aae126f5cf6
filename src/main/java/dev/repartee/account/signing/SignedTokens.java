package dev.repartee.account.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signs claims as JWTs (RFC 7519) by ES256, and tells whether a token is one of ours. There is one
 * way to write each: another algorithm, another header, a key that the token brings along or an
 * encoding that is not the only one are refused before anything is computed (RFC 8725).
 */
@ApplicationScoped
public class SignedTokens {

  private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

  private final SigningKeyRing keys;

  @Inject
  SignedTokens(SigningKeyRing keys) {
    this.keys = keys;
  }

  /** A token with these claims, by the key that signs now. */
  public String sign(JOSEObjectType type, JWTClaimsSet claims) {
    SigningKey key = keys.current();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(type).keyID(key.id()).build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(key.signer());
      Base64URL signature = LowS.lowered(token.getSignature());
      return new String(token.getSigningInput(), StandardCharsets.US_ASCII) + "." + signature;
    } catch (JOSEException e) {
      throw new IllegalStateException("A token could not be signed", e);
    }
  }

  /** The claims of a token of this type that we have signed; empty for anything else. */
  public Optional<JWTClaimsSet> open(JOSEObjectType type, String token) {
    if (!FORM.matcher(token).matches()) { // the library takes blanks around it, for one
      return Optional.empty();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWSHeader header = jwt.getHeader();
      @Nullable String keyId = header.getKeyID();
      if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
          || !type.equals(header.getType())
          || !HEADER.equals(header.getIncludedParams())
          || keyId == null
          || !LowS.isOnlyForm(jwt.getSignature())) {
        return Optional.empty();
      }
      Optional<SigningKey> key = keys.find(keyId);
      return key.isPresent() && jwt.verify(key.get().verifier())
          ? Optional.of(jwt.getJWTClaimsSet())
          : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty(); // whatever is wrong with it, it is not a token of ours
    }
  }
}
