package dev.repartee.account.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.repartee.account.signing.SignedTokens;
import dev.repartee.account.signing.SigningConfig;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.security.ActingFor;
import dev.repartee.foundation.security.BearerScheme;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Credential;
import dev.repartee.foundation.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: JWTs (RFC 7519, profile of RFC 9068) that {@link SignedTokens} signs. They are
 * short-lived and not stored; whether their bearer is still a member, and as what, {@link
 * KnownMembers} knows.
 */
@ApplicationScoped
class AccessTokens implements BearerScheme {

  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
  private static final String WORKSPACE = "workspace";
  private static final String ROLE = "role";

  /** The device, by the name that OpenID Connect has for it. */
  private static final String DEVICE = "sid";

  private static final int LONGEST = 4096;

  private final IdentityConfig config;
  private final KnownMembers members;
  private final InstantSource clock;
  private final SignedTokens tokens;
  private final SigningConfig signing;
  private final SignInConfig signIn;

  @Inject
  AccessTokens(
      SignedTokens tokens,
      SigningConfig signing,
      IdentityConfig config,
      SignInConfig signIn,
      KnownMembers members,
      InstantSource clock) {
    this.signIn = signIn;
    this.tokens = tokens;
    this.signing = signing;
    this.config = config;
    this.members = members;
    this.clock = clock;
  }

  /** How long a token that is issued now lives, where its device is signed out at that time. */
  Duration lifetime(@Nullable Instant endsAt) {
    Duration whole = signing.tokenLifetime();
    if (endsAt == null) {
      return whole;
    }
    Duration rest = Duration.between(clock.instant(), endsAt);
    return rest.compareTo(whole) < 0 ? rest : whole;
  }

  String issue(Caller caller, Duration lifetime) {
    Instant now = clock.instant();
    @Nullable UUID device = caller.credential().id();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(config.issuer())
            .audience(config.audience())
            .subject(caller.userId().toString())
            .claim(WORKSPACE, caller.workspaceId().toString())
            .claim(ROLE, caller.role().name())
            .claim(DEVICE, device == null ? null : device.toString())
            .jwtID(Ids.next().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .build();
    return tokens.sign(TYPE, claims);
  }

  @Override
  public String name() {
    return "access_token";
  }

  /** Header, claims and signature, with dots between; no other bearer has dots. */
  @Override
  public boolean recognizes(String token) {
    return signIn.isBuiltIn() && token.indexOf('.') >= 0;
  }

  @Override
  public Optional<Caller> verify(String token, ActingFor actingFor) {
    return claims(token).flatMap(this::stillMember);
  }

  private Optional<JWTClaimsSet> claims(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    return tokens.open(TYPE, token).filter(this::isForUsNow);
  }

  private boolean isForUsNow(JWTClaimsSet claims) {
    @Nullable Date expires = claims.getExpirationTime();
    return config.issuer().equals(claims.getIssuer())
        && claims.getAudience().equals(List.of(config.audience()))
        && expires != null
        && expires.toInstant().isAfter(clock.instant());
  }

  /** The role is the member's role of now, not that of the hour the token was issued. */
  private Optional<Caller> stillMember(JWTClaimsSet claims) {
    UUID user;
    UUID workspace;
    @Nullable UUID device;
    try {
      user = UUID.fromString(claims.getSubject());
      workspace = UUID.fromString(claims.getStringClaim(WORKSPACE));
      @Nullable String sid = claims.getStringClaim(DEVICE);
      device = sid == null ? null : UUID.fromString(sid);
    } catch (ParseException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
    Optional<Role> role = members.role(user, workspace, device);
    return role.map(
        current -> new Caller(user, workspace, current, Credential.accessToken(device)));
  }
}
