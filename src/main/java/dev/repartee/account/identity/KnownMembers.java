package dev.repartee.account.identity;

import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is a member, and as what, remembered for a few seconds: most calls then need no query, and
 * whoever leaves or gets another role is treated so on every instance within {@link #MEMORY}.
 */
@AcrossWorkspaces
@ApplicationScoped
public class KnownMembers {

  static final Duration MEMORY = Duration.ofSeconds(5);
  private static final int MOST = 10_000;

  private record Place(UUID user, UUID workspace) {}

  private record Known(Role role, Instant until) {}

  private final MembershipRepository memberships;
  private final InstantSource clock;
  private final Map<Place, Known> places = new ConcurrentHashMap<>();

  @Inject
  KnownMembers(MembershipRepository memberships, InstantSource clock) {
    this.memberships = memberships;
    this.clock = clock;
  }

  /** The member's role; empty when they are not, or no longer, a member. */
  public Optional<Role> role(UUID user, UUID workspace) {
    Place place = new Place(user, workspace);
    Instant now = clock.instant();
    @Nullable Known known = places.get(place);
    if (known != null && known.until().isAfter(now)) {
      return Optional.of(known.role());
    }
    Optional<Role> role = memberships.role(user, workspace);
    if (places.size() >= MOST) {
      places.clear(); // cheaper than keeping order, and rare
    }
    role.ifPresentOrElse(
        found -> places.put(place, new Known(found, now.plus(MEMORY))), () -> places.remove(place));
    return role;
  }

  /** Makes this instance ask again at once. */
  void forget(UUID user) {
    places.keySet().removeIf(place -> place.user().equals(user));
  }
}
