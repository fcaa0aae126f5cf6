package dev.repartee.foundation.security;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller has shown to be who they are.
 *
 * @param id of the API key, or of the device that the access token was given to, where it says so;
 *     null for the others
 * @param scopes what an API key may do; meaningless for the others, who may do all their role may
 */
public record Credential(Kind kind, @Nullable UUID id, Set<Scope> scopes) {

  /** What kinds there are. */
  public enum Kind {
    ACCESS_TOKEN,
    API_KEY,
    INTERNAL_TOKEN
  }

  /** A person's own access token. */
  public static final Credential ACCESS_TOKEN = new Credential(Kind.ACCESS_TOKEN, null, Set.of());

  /** The internal token of a trusted service that acts for a person. */
  public static final Credential INTERNAL_TOKEN =
      new Credential(Kind.INTERNAL_TOKEN, null, Set.of());

  /** A person's own access token, which ends with the device it was given to. */
  public static Credential accessToken(@Nullable UUID device) {
    return device == null ? ACCESS_TOKEN : new Credential(Kind.ACCESS_TOKEN, device, Set.of());
  }

  public static Credential apiKey(UUID id, Set<Scope> scopes) {
    return new Credential(Kind.API_KEY, id, Set.copyOf(scopes));
  }

  public boolean isApiKey() {
    return kind == Kind.API_KEY;
  }

  /** Whether what needs this scope is open to it. */
  public boolean allows(Scope scope) {
    return !isApiKey() || scopes.contains(scope);
  }
}
