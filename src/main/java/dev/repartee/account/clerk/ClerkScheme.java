package dev.repartee.account.clerk;

import dev.repartee.account.identity.KnownMembers;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.ActingFor;
import dev.repartee.foundation.security.BearerScheme;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whom Clerk has signed in. Who comes for the first time gets an account; where a token
 * leads to is remembered for a few seconds.
 */
@ApplicationScoped
class ClerkScheme implements BearerScheme {

  static final Duration MEMORY = Duration.ofSeconds(5);
  private static final int MOST = 10_000;

  private record Known(ClerkMembers.Place place, Instant until) {}

  private record Key(String userId, ClerkSession.@Nullable Organization organization) {}

  private final ClerkConfig config;
  private final ClerkTokens tokens;
  private final ClerkMembers members;
  private final KnownMembers known;
  private final ClerkHttp http;
  private final InstantSource clock;
  private final Map<Key, Known> places = new ConcurrentHashMap<>();

  @Inject
  ClerkScheme(
      ClerkConfig config,
      ClerkTokens tokens,
      ClerkMembers members,
      KnownMembers known,
      ClerkHttp http,
      InstantSource clock) {
    this.config = config;
    this.tokens = tokens;
    this.members = members;
    this.known = known;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "clerk_token";
  }

  @Override
  public boolean recognizes(String token) {
    return config.inUse() && token.indexOf('.') >= 0;
  }

  @Override
  public Optional<Caller> verify(String token, ActingFor actingFor) {
    return tokens.open(token).flatMap(this::place).flatMap(this::caller);
  }

  private Optional<Caller> caller(ClerkMembers.Place place) {
    return known
        .role(place.userId(), place.workspaceId())
        .map(role -> new Caller(place.userId(), place.workspaceId(), role));
  }

  private Optional<ClerkMembers.Place> place(ClerkSession session) {
    Key key = new Key(session.userId(), session.organization());
    Instant now = clock.instant();
    @Nullable Known remembered = places.get(key);
    if (remembered != null && remembered.until().isAfter(now)) {
      return Optional.of(remembered.place());
    }
    @Nullable ClerkProfile profile =
        members.isKnown(session.userId()) ? null : profile(session.userId()).orElse(null);
    Optional<ClerkMembers.Place> place = members.admit(session, profile);
    if (places.size() >= MOST) {
      places.clear(); // cheaper than keeping order, and rare
    }
    place.ifPresentOrElse(
        found -> places.put(key, new Known(found, now.plus(MEMORY))), () -> places.remove(key));
    return place;
  }

  /**
   * @throws Problem with {@link ProblemType#UNAVAILABLE} when Clerk does not say
   */
  private Optional<ClerkProfile> profile(String id) {
    try {
      Optional<String> user = http.get("user", config.user(id), config.secretKey());
      if (user.isEmpty()) {
        return Optional.empty();
      }
      try (JsonReader reader = Json.createReader(new StringReader(user.get()))) {
        return ClerkProfile.of(reader.readObject()).filter(profile -> profile.id().equals(id));
      }
    } catch (IOException | JsonException e) {
      throw new Problem(ProblemType.UNAVAILABLE, "Clerk does not say who this is. Try again soon.");
    }
  }
}
