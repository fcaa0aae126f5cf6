package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.account.identity.OneTimeToken.Purpose;
import dev.repartee.account.notification.Mail;
import dev.repartee.account.notification.Mailer;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks people into a workspace, by a mail to their address. Whoever invites is told the same, and
 * the same happens, whether or not the address has an account.
 */
@AcrossWorkspaces // whether an address is a member's is asked of all accounts
@ApplicationScoped
class Invitations {

  static final String VIEW = "join";
  static final Duration LIFETIME = Duration.ofDays(7);
  static final int MOST = 100;

  private static final String SUBJECT = "invitation";

  private final InvitationStore store;
  private final WorkspaceRepository workspaces;
  private final MembershipRepository memberships;
  private final UserRepository users;
  private final OneTimeTokens tokens;
  private final Mailer mailer;
  private final InstantSource clock;
  private final Audit audit;

  @Inject
  Invitations(
      InvitationStore store,
      WorkspaceRepository workspaces,
      MembershipRepository memberships,
      UserRepository users,
      OneTimeTokens tokens,
      Mailer mailer,
      InstantSource clock,
      Audit audit) {
    this.store = store;
    this.workspaces = workspaces;
    this.memberships = memberships;
    this.users = users;
    this.tokens = tokens;
    this.mailer = mailer;
    this.clock = clock;
    this.audit = audit;
  }

  /**
   * Invites whoever reads the mail of an address. An earlier invitation of theirs ends.
   *
   * @throws Problem when they are a member already, or too many are invited
   */
  @Transactional
  Invitation invite(Caller caller, String email, Role role) {
    if (role == Role.OWNER) {
      throw Problem.invalid("role", "must be ADMIN or MEMBER; an owner is made by a transfer");
    }
    mailer.require();
    UUID workspace = caller.workspaceId();
    String address = AddressHashes.normalize(email);
    workspaces.lock(workspace);
    users
        .byEmail(address)
        .flatMap(user -> memberships.role(user.id(), workspace))
        .ifPresent(
            member -> {
              throw new Problem(ProblemType.CONFLICT, "They are a member already.");
            });
    store.takeFor(workspace, address).ifPresent(old -> tokens.end(Purpose.INVITATION, old.id()));
    if (store.count(workspace) >= MOST) {
      throw new Problem(
          ProblemType.CONFLICT, MOST + " invitations are open at most; revoke one first.");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Invitation invitation =
        new Invitation(Ids.next(), workspace, address, role, now, now.plus(LIFETIME));
    store.insert(invitation, caller.userId());
    send(invitation, caller);
    audit.record(Act.of("member.invited").on(SUBJECT, invitation.id()).after(Map.of("role", role)));
    return invitation;
  }

  private void send(Invitation invitation, Caller caller) {
    Secret token =
        tokens.forAddress(Purpose.INVITATION, invitation.email(), invitation.id(), LIFETIME);
    String workspace =
        workspaces
            .byId(invitation.workspaceId())
            .map(found -> Mail.name(found.name()))
            .orElseThrow(() -> Problem.notFound("workspace"));
    String who = users.byId(caller.userId()).map(Invitations::named).orElse("Somebody");
    mailer.send(
        Mail.of(
                invitation.email(),
                "You are invited to a workspace",
                who + " asks you to work in “" + workspace + "”.")
            .link("Accept the invitation", mailer.link(VIEW, token))
            .then(
                "The link is good for seven days and works once.",
                "If you do not know what this is about, there is nothing you need to do."));
  }

  private static String named(User user) {
    String name = user.name();
    return name == null ? "Somebody" : Mail.name(name);
  }

  List<Invitation> page(Caller caller, Optional<UUID> before, int limit) {
    return store.page(caller.workspaceId(), before.orElse(null), clock.instant(), limit + 1);
  }

  /** Ends an invitation: its link is good for nothing. */
  @Transactional
  void revoke(Caller caller, UUID id) {
    Invitation invitation =
        store.take(caller.workspaceId(), id).orElseThrow(() -> Problem.notFound("invitation"));
    tokens.end(Purpose.INVITATION, id);
    audit.record(
        Act.of("invitation.revoked").on(SUBJECT, id).before(Map.of("role", invitation.role())));
  }
}
