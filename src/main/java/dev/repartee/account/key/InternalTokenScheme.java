package dev.repartee.account.key;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Actor;
import dev.repartee.account.audit.Audit;
import dev.repartee.account.identity.KnownMembers;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.ActingFor;
import dev.repartee.foundation.security.BearerScheme;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Credential;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The token of a trusted service, which says with each request for which member of which workspace
 * it acts; it may then do what they may. That it acts for somebody is remembered once an hour.
 */
@ApplicationScoped
class InternalTokenScheme implements BearerScheme {

  static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST = 10_000;

  private record Place(UUID user, UUID workspace) {}

  private final InternalTokenConfig config;
  private final KnownMembers members;
  private final Audit audit;
  private final InstantSource clock;
  private final Map<Place, Instant> remembered = new ConcurrentHashMap<>();

  @Inject
  InternalTokenScheme(
      InternalTokenConfig config, KnownMembers members, Audit audit, InstantSource clock) {
    this.config = config;
    this.members = members;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "internal_token";
  }

  /** It has no form of its own: it is known when it is seen. */
  @Override
  public boolean recognizes(String token) {
    byte[] given = token.getBytes(StandardCharsets.UTF_8);
    boolean known = false;
    for (Secret each : config.tokens()) {
      known |= MessageDigest.isEqual(each.bytes(), given); // all of them, whichever it is
    }
    return known;
  }

  /**
   * @throws Problem when the headers that name the member are missing or no ids
   */
  @Override
  public Optional<Caller> verify(String token, ActingFor actingFor) {
    UUID workspace = id(ActingFor.WORKSPACE_HEADER, actingFor.workspaceId());
    UUID user = id(ActingFor.USER_HEADER, actingFor.userId());
    Optional<Caller> caller =
        members
            .role(user, workspace)
            .map(role -> new Caller(user, workspace, role, Credential.INTERNAL_TOKEN));
    caller.ifPresent(this::remember);
    return caller;
  }

  private void remember(Caller caller) {
    Place place = new Place(caller.userId(), caller.workspaceId());
    Instant now = clock.instant();
    @Nullable Instant last = remembered.get(place);
    if (last != null && last.plus(REMEMBERED).isAfter(now)) {
      return;
    }
    if (remembered.size() >= MOST) {
      remembered.clear(); // then it is remembered once more
    }
    audit.record(
        Act.of("service.acted")
            .in(caller.workspaceId())
            .by(Actor.service(caller.userId()))
            .on("user", caller.userId()));
    remembered.put(place, now);
  }

  private static UUID id(String header, @Nullable String value) {
    try {
      if (value != null && value.length() == 36) {
        return UUID.fromString(value);
      }
    } catch (IllegalArgumentException e) {
      // Told as a missing one is.
    }
    throw Problem.invalid(header, "must be the id of the one the service acts for");
  }
}
