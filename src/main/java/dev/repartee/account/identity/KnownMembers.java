package dev.repartee.account.identity;

import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
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

  /** CDI event: what this person may do, or is known by, was changed in this transaction. */
  record Changed(UUID userId) {}

  /**
   * What somebody is in a workspace.
   *
   * @param passwordVersion of the password they have now
   */
  record Standing(Role role, int passwordVersion) {}

  private record Known(Standing standing, Instant until) {}

  private final Sql sql;
  private final InstantSource clock;
  private final Map<Place, Known> places = new ConcurrentHashMap<>();

  @Inject
  KnownMembers(DataSource dataSource, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.clock = clock;
  }

  /** The member's role; empty when they are not, or no longer, a member. */
  public Optional<Role> role(UUID user, UUID workspace) {
    return standing(user, workspace).map(Standing::role);
  }

  /** What the member is; empty when they are not, or no longer, one. */
  Optional<Standing> standing(UUID user, UUID workspace) {
    Place place = new Place(user, workspace);
    Instant now = clock.instant();
    @Nullable Known known = places.get(place);
    if (known != null && known.until().isAfter(now)) {
      return Optional.of(known.standing());
    }
    Optional<Standing> standing = ask(place);
    if (places.size() >= MOST) {
      places.clear(); // cheaper than keeping order, and rare
    }
    standing.ifPresentOrElse(
        found -> places.put(place, new Known(found, now.plus(MEMORY))), () -> places.remove(place));
    return standing;
  }

  private Optional<Standing> ask(Place place) {
    return sql
        .rows(
            "SELECT m.role, u.password_version FROM membership m JOIN app_user u ON u.id ="
                + " m.user_id WHERE m.user_id = ? AND m.workspace_id = ?",
            row -> new Standing(Role.valueOf(row.getString(1)), row.getInt(2)),
            place.user(),
            place.workspace())
        .stream()
        .findFirst();
  }

  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changed change) {
    forget(change.userId());
  }

  /** Makes this instance ask again at once. */
  void forget(UUID user) {
    places.keySet().removeIf(place -> place.user().equals(user));
  }
}
