package dev.repartee.account.clerk;

import dev.repartee.account.identity.ExternalAccounts;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes accounts, workspaces and memberships of what Clerk says, each once, however many requests
 * and events come at the same moment. Whom Clerk has deleted stays away.
 */
@AcrossWorkspaces
@ApplicationScoped
class ClerkMembers {

  /** Where somebody works. */
  record Place(UUID userId, UUID workspaceId) {}

  private static final System.Logger LOG = System.getLogger(ClerkMembers.class.getName());

  private final ClerkStore store;
  private final ExternalAccounts accounts;
  private final InstantSource clock;

  @Inject
  ClerkMembers(DataSource dataSource, ExternalAccounts accounts, InstantSource clock) {
    this.store = new ClerkStore(dataSource);
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Whether something is known of them, be it that they are gone. */
  boolean isKnown(String id) {
    return store.user(id).isPresent();
  }

  /**
   * The place a token leads to; empty when there is none.
   *
   * @param profile of who is not known yet
   */
  @Transactional
  Optional<Place> admit(ClerkSession session, @Nullable ClerkProfile profile) {
    if (profile != null) {
      register(profile);
    }
    Optional<ClerkStore.Known> known = store.user(session.userId());
    @Nullable UUID user = known.map(ClerkStore.Known::userId).orElse(null);
    if (user == null) {
      return Optional.empty();
    }
    ClerkSession.Organization organization = session.organization();
    if (organization == null) {
      return known.map(ClerkStore.Known::workspaceId).map(own -> new Place(user, own));
    }
    if (store.hasLeftSince(organization.id(), session.userId(), session.issuedAt())) {
      return Optional.empty();
    }
    return Optional.of(new Place(user, join(user, organization)));
  }

  /** Opens an account for who has none, with a workspace of its own. */
  @Transactional
  void register(ClerkProfile profile) {
    store.lock(profile.id());
    if (store.user(profile.id()).isPresent()) {
      return;
    }
    store.lock(profile.email());
    Optional<UUID> namesake = accounts.withEmail(profile.email());
    if (namesake.isEmpty()) {
      UUID user = Ids.next();
      UUID workspace =
          accounts.open(user, profile.email(), profile.verified(), profile.name(), "clerk");
      store.add(profile, user, workspace);
    } else if (profile.verified()
        && accounts.isVerified(namesake.get()) // or somebody had put it down as theirs
        && !store.isTaken(namesake.get())) {
      UUID user = namesake.get(); // from the time before Clerk
      store.add(profile, user, accounts.ownedBy(user).orElse(null));
    } else {
      LOG.log(
          System.Logger.Level.WARNING,
          "Clerk''s user {0} is not let in: the address is another account''s",
          profile.id());
    }
  }

  /** Notes what has changed about a user, unless something newer is known. */
  @Transactional
  void update(ClerkProfile profile) {
    register(profile);
    Optional<ClerkStore.Known> known = store.user(profile.id());
    @Nullable UUID user = known.map(ClerkStore.Known::userId).orElse(null);
    if (user != null && known.get().updatedAt().isBefore(profile.updatedAt())) {
      accounts.change(user, profile.email(), profile.name());
      store.heardOf(profile);
    }
  }

  @Transactional
  void close(String id) {
    store.lock(id);
    store.user(id).map(ClerkStore.Known::userId).ifPresent(accounts::close);
    store.close(id, clock.instant());
  }

  /** Gives somebody who is known the role that they have in an organization. */
  @Transactional
  void join(String id, ClerkSession.Organization organization, Instant at) {
    if (store.hasLeftSince(organization.id(), id, at)) {
      return; // events do not always come in their order
    }
    @Nullable UUID user = store.user(id).map(ClerkStore.Known::userId).orElse(null);
    if (user != null) {
      join(user, organization);
    }
  }

  @Transactional
  void leave(String id, String organization, Instant at) {
    store.lock(organization);
    store.depart(organization, id, at);
    @Nullable UUID user = store.user(id).map(ClerkStore.Known::userId).orElse(null);
    @Nullable UUID workspace = store.workspaceOf(organization).orElse(null);
    if (user != null && workspace != null) {
      accounts.leave(user, workspace);
    }
  }

  private UUID join(UUID user, ClerkSession.Organization organization) {
    Optional<UUID> workspace = store.workspaceOf(organization.id());
    if (workspace.isPresent() && isAsClerkSays(user, workspace.get(), organization.role())) {
      return workspace.get(); // nearly always: nothing is locked then
    }
    store.lock(organization.id());
    UUID place =
        store
            .workspaceOf(organization.id())
            .orElseGet(
                () -> {
                  UUID made = accounts.openWorkspace(organization.name());
                  store.addOrganization(organization.id(), made);
                  return made;
                });
    if (!isAsClerkSays(user, place, organization.role())) {
      boolean first = organization.role() == Role.ADMIN && !accounts.hasOwner(place);
      accounts.join(user, place, first ? Role.OWNER : organization.role());
    }
    return place;
  }

  /** Of Clerk's admins one is our owner. */
  private boolean isAsClerkSays(UUID user, UUID workspace, Role said) {
    @Nullable Role role = accounts.role(user, workspace).orElse(null);
    return role == said && (said != Role.ADMIN || accounts.hasOwner(workspace))
        || (role == Role.OWNER && said == Role.ADMIN);
  }
}
