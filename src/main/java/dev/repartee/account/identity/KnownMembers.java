package dev.repartee.account.identity;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.ChangeNews;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.security.MemberChanged;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
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
 * Who is a member, and as what, as it was less than {@link #MEMORY} ago: most calls then need no
 * query. Instances tell each other over Redis who has left or got another role; an instance that is
 * not told asks again before a second is over.
 */
@ApplicationScoped
public class KnownMembers {

  static final Duration MEMORY = Duration.ofMillis(800);

  private static final String CHANNEL = "repartee:members";
  private static final int MOST = 10_000;

  /** CDI event: what this person may do was changed in this transaction. */
  record Changed(UUID userId) {}

  private record Place(UUID user, UUID workspace, @Nullable UUID device) {}

  private record Known(Role role, Instant askedAt) {}

  private final MembershipRepository memberships;
  private final InstantSource clock;
  private final Event<MemberChanged> changed;
  private final ChangeNews news;
  private final Map<Place, Known> places = new ConcurrentHashMap<>();

  @Inject
  KnownMembers(
      MembershipRepository memberships,
      InstantSource clock,
      Redis redis,
      Event<MemberChanged> changed,
      ManagedScheduledExecutorService executor) {
    this.memberships = memberships;
    this.clock = clock;
    this.changed = changed;
    this.news = new ChangeNews(CHANNEL, redis, executor, this::forget);
  }

  void atStart(@Observes @Priority(StartOrder.CONNECTIONS) Startup event) {
    news.start();
  }

  @PreDestroy
  void atStop() {
    news.stop();
  }

  /** The member's role; empty when they are not, or no longer, a member. */
  @AcrossWorkspaces
  public Optional<Role> role(UUID user, UUID workspace) {
    return role(user, workspace, null);
  }

  /** As {@link #role(UUID, UUID)}; empty also when this device of theirs was signed out. */
  @AcrossWorkspaces
  Optional<Role> role(UUID user, UUID workspace, @Nullable UUID device) {
    Place place = new Place(user, workspace, device);
    Instant now = clock.instant(); // before the question, so that no answer is older than it seems
    @Nullable Known known = places.get(place);
    if (known != null
        && !known.askedAt().isAfter(now)
        && known.askedAt().plus(MEMORY).isAfter(now)) {
      return Optional.of(known.role());
    }
    Optional<Role> role =
        device == null
            ? memberships.role(user, workspace)
            : memberships.roleOn(user, workspace, device);
    if (places.size() >= MOST) {
      places.clear(); // cheaper than keeping order, and rare
    }
    role.ifPresentOrElse(
        found -> places.put(place, new Known(found, now)), () -> places.remove(place));
    return role;
  }

  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changed change) {
    forget(change.userId());
    news.tell(change.userId());
  }

  private void forget(UUID user) {
    places.keySet().removeIf(place -> place.user().equals(user));
    changed.fire(new MemberChanged(user));
  }
}
