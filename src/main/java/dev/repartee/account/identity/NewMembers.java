package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.account.identity.Accounts.SignedIn;
import dev.repartee.account.identity.OneTimeToken.Purpose;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an accepted invitation changes: all of it or nothing. */
@AcrossWorkspaces
@ApplicationScoped
class NewMembers {

  private final OneTimeTokens tokens;
  private final InvitationStore invitations;
  private final UserRepository users;
  private final MembershipRepository memberships;
  private final WorkspaceRepository workspaces;
  private final Accounts accounts;
  private final InstantSource clock;
  private final Audit audit;
  private final Event<KnownMembers.Changed> changed;

  @Inject
  NewMembers(
      OneTimeTokens tokens,
      InvitationStore invitations,
      UserRepository users,
      MembershipRepository memberships,
      WorkspaceRepository workspaces,
      Accounts accounts,
      InstantSource clock,
      Audit audit,
      Event<KnownMembers.Changed> changed) {
    this.tokens = tokens;
    this.invitations = invitations;
    this.users = users;
    this.memberships = memberships;
    this.workspaces = workspaces;
    this.accounts = accounts;
    this.clock = clock;
    this.audit = audit;
    this.changed = changed;
  }

  /** Opens an account whose address is confirmed thereby; or takes one that was nobody's yet. */
  @Transactional
  SignedIn open(String token, @Nullable String name, String passwordHash) {
    Invitation invitation = take(token);
    Instant now = clock.instant();
    @Nullable User known = users.byEmail(invitation.email()).orElse(null);
    if (known != null && !known.isUnconfirmed()) {
      throw OneTimeTokens.notValid(); // opened at the same moment; the invitation stays
    }
    User user =
        known == null ? new User(Ids.next(), invitation.email(), name, passwordHash, now) : known;
    if (known != null) {
      user.changePassword(passwordHash, now);
      user.rename(name, now);
    }
    user.verify(now);
    if (known == null) {
      users.insert(user);
    } else {
      user = users.update(user);
    }
    add(user, invitation);
    return accounts.signInTo(user, invitation.workspaceId());
  }

  /** Gives somebody who has an account one more workspace. */
  @Transactional
  SignedIn join(String token, User user, String refreshToken) {
    Invitation invitation = take(token);
    if (!user.isVerified()) {
      user.verify(clock.instant());
      users.update(user);
    }
    if (memberships.role(user.id(), invitation.workspaceId()).isEmpty()) {
      add(user, invitation);
    }
    accounts.logout(refreshToken); // its cookie gets the token of the new workspace
    return accounts.signInTo(user, invitation.workspaceId());
  }

  private Invitation take(String token) {
    OneTimeToken used = tokens.use(Purpose.INVITATION, token);
    UUID id = Objects.requireNonNull(used.subjectId());
    return invitations
        .takeShown(id, clock.instant())
        .filter(invitation -> invitation.email().equals(used.email()))
        .orElseThrow(OneTimeTokens::notValid);
  }

  private void add(User user, Invitation invitation) {
    UUID workspace = invitation.workspaceId();
    workspaces.lock(workspace);
    Membership membership =
        new Membership(Ids.next(), workspace, user.id(), invitation.role(), clock.instant());
    memberships.insert(membership);
    changed.fire(new KnownMembers.Changed(user.id()));
    audit.record(
        Act.of("member.joined")
            .in(workspace)
            .by(user.id())
            .on("member", membership.id())
            .after(Map.of("userId", user.id(), "role", invitation.role())));
  }
}
