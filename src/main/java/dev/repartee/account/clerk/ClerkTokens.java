package dev.repartee.account.clerk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Clerk's session tokens (https://clerk.com/docs/backend-requests/resources/session-tokens): RS256
 * by one of its keys, of our instance, for one of our pages, and of now.
 */
@ApplicationScoped
class ClerkTokens {

  /** How far Clerk's clock and ours may be apart. */
  static final Duration SKEW = Duration.ofSeconds(5);

  private static final int LONGEST = 8192;
  private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final Set<String> HEADER = Set.of("alg", "typ", "kid", "cat");

  private final ClerkConfig config;
  private final ClerkKeys keys;
  private final InstantSource clock;

  @Inject
  ClerkTokens(ClerkConfig config, ClerkKeys keys, InstantSource clock) {
    this.config = config;
    this.keys = keys;
    this.clock = clock;
  }

  /** What a token says; empty when it is not good. */
  Optional<ClerkSession> open(String token) {
    if (token.length() > LONGEST || !FORM.matcher(token).matches()) {
      return Optional.empty();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWSHeader header = jwt.getHeader();
      @Nullable String keyId = header.getKeyID();
      if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())
          || (header.getType() != null && !JOSEObjectType.JWT.equals(header.getType()))
          || !HEADER.containsAll(header.getIncludedParams())
          || keyId == null
          || !isOnlyForm(jwt.getSignature())
          || !isOfOurs(jwt.getJWTClaimsSet())) { // before Clerk is asked for a key
        return Optional.empty();
      }
      Optional<JWSVerifier> key = keys.find(keyId);
      return key.isPresent() && jwt.verify(key.get())
          ? ClerkSession.of(jwt.getJWTClaimsSet())
          : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty(); // whatever is wrong with it, it is no token of Clerk's
    }
  }

  private static boolean isOnlyForm(Base64URL signature) {
    return Base64URL.encode(signature.decode()).toString().equals(signature.toString());
  }

  private boolean isOfOurs(JWTClaimsSet claims) throws ParseException {
    Instant now = clock.instant();
    @Nullable Date expires = claims.getExpirationTime();
    @Nullable String party = claims.getStringClaim("azp");
    return config.issuer().equals(claims.getIssuer())
        && expires != null
        && expires.toInstant().plus(SKEW).isAfter(now)
        && hasBegun(claims.getNotBeforeTime(), now)
        && hasBegun(claims.getIssueTime(), now)
        && config.audience().map(claims.getAudience()::contains).orElse(true)
        && (config.authorizedParties().isEmpty()
            || (party != null && config.authorizedParties().contains(party)))
        && !"pending".equals(claims.getStringClaim("sts")); // still has to do something at Clerk
  }

  private static boolean hasBegun(@Nullable Date at, Instant now) {
    return at == null || !at.toInstant().minus(SKEW).isAfter(now);
  }
}
