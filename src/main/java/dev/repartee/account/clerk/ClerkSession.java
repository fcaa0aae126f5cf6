package dev.repartee.account.clerk;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.repartee.foundation.security.Role;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a session token says, in either of Clerk's two versions.
 *
 * @param userId Clerk's id of the person
 * @param organization in which they work at the moment; null for none
 */
record ClerkSession(String userId, @Nullable Organization organization, Instant issuedAt) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,64}");

  /**
   * An organization of Clerk.
   *
   * @param name for people
   * @param role that the person has there
   */
  record Organization(String id, String name, Role role) {}

  /** Whether this can be an id of Clerk. */
  static boolean isId(@Nullable String id) {
    return id != null && ID.matcher(id).matches();
  }

  /** Clerk's admins are ours; {@code org:owner} can be made there; all others are members. */
  static Role role(@Nullable String clerks) {
    String name = clerks == null ? "" : clerks.replaceFirst("^org:", "");
    return switch (name) {
      case "owner" -> Role.OWNER;
      case "admin" -> Role.ADMIN;
      default -> Role.MEMBER;
    };
  }

  static Optional<ClerkSession> of(JWTClaimsSet claims) {
    try {
      @Nullable String user = claims.getSubject();
      @Nullable Date issued = claims.getIssueTime();
      if (!isId(user) || user == null || issued == null) {
        return Optional.empty();
      }
      @Nullable Organization organization =
          claims.getClaim("o") == null ? first(claims) : second(claims.getJSONObjectClaim("o"));
      if (organization != null && !isId(organization.id())) {
        return Optional.empty();
      }
      return Optional.of(new ClerkSession(user, organization, issued.toInstant()));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Organization first(JWTClaimsSet claims) throws ParseException {
    @Nullable String id = claims.getStringClaim("org_id");
    return id == null
        ? null
        : new Organization(
            id,
            named(claims.getStringClaim("org_slug"), id),
            role(claims.getStringClaim("org_role")));
  }

  private static Organization second(Map<String, Object> claim) {
    String id = text(claim.get("id"));
    return new Organization(id, named(text(claim.get("slg")), id), role(text(claim.get("rol"))));
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static String named(@Nullable String slug, String id) {
    return slug == null || slug.isBlank() ? id : slug;
  }
}
