package dev.repartee.account.identity;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.ChangeNews;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.Remembered;
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
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
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

  /** CDI event: what this person may do was changed in this transaction. */
  record Changed(UUID userId) {}

  private record Place(UUID user, UUID workspace, @Nullable UUID device) {}

  private final MembershipRepository memberships;
  private final Event<MemberChanged> changed;
  private final ChangeNews news;
  private final Remembered<Place, Role> places;

  @Inject
  KnownMembers(
      MembershipRepository memberships,
      InstantSource clock,
      Redis redis,
      Event<MemberChanged> changed,
      ManagedScheduledExecutorService executor) {
    this.memberships = memberships;
    this.changed = changed;
    this.places = new Remembered<>(MEMORY, clock);
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
    return places.find(
        new Place(user, workspace, device),
        () ->
            device == null
                ? memberships.role(user, workspace)
                : memberships.roleOn(user, workspace, device));
  }

  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changed change) {
    forget(change.userId());
    news.tell(change.userId());
  }

  private void forget(UUID user) {
    places.forget(place -> place.user().equals(user));
    changed.fire(new MemberChanged(user));
  }
}
