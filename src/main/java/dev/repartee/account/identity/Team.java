package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.foundation.http.Preconditions;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Role;
import jakarta.data.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Who is in a workspace, and as what. A workspace always has an owner; only owners touch owners.
 *
 * <p>Changes in one workspace wait for each other, and look at the roles of then: of two owners who
 * demote each other at the same moment one is too late.
 */
@ApplicationScoped
class Team {

  /** A place in a workspace with the person who has it. */
  record Member(Membership membership, User user) {}

  private static final String SUBJECT = "member";

  private final MembershipRepository memberships;
  private final WorkspaceRepository workspaces;
  private final UserRepository users;
  private final Audit audit;
  private final Event<KnownMembers.Changed> changed;

  @Inject
  Team(
      MembershipRepository memberships,
      WorkspaceRepository workspaces,
      UserRepository users,
      Audit audit,
      Event<KnownMembers.Changed> changed) {
    this.memberships = memberships;
    this.workspaces = workspaces;
    this.users = users;
    this.audit = audit;
    this.changed = changed;
  }

  /** Members in the order they came, after a position in that order; one more than the limit. */
  List<Member> page(Caller caller, Optional<UUID> after, int limit) {
    return memberships
        .page(caller.workspaceId(), after.orElse(new UUID(0, 0)), Limit.of(limit + 1))
        .stream()
        .flatMap(membership -> member(membership).stream())
        .toList();
  }

  Member find(Caller caller, UUID id) {
    return memberships
        .byId(caller.workspaceId(), id)
        .flatMap(this::member)
        .orElseThrow(Team::notFound);
  }

  private Optional<Member> member(Membership membership) {
    return users.byId(membership.userId()).map(user -> new Member(membership, user));
  }

  /**
   * Makes a member an ADMIN or a MEMBER.
   *
   * @param precondition refuses a version that is not the one the caller knows, such as {@link
   *     Preconditions#check}
   * @throws Problem with {@link ProblemType#LAST_OWNER} when nobody else owns the workspace
   */
  @Transactional
  Member changeRole(Caller caller, UUID id, Role role, LongConsumer precondition) {
    if (role == Role.OWNER) {
      throw Problem.invalid("role", "must be ADMIN or MEMBER; an owner is made by a transfer");
    }
    Membership membership = locked(caller, id);
    precondition.accept(membership.version());
    Role before = membership.role();
    if (before == role) {
      return find(caller, id);
    }
    keepAnOwner(membership);
    become(membership, role);
    audit.record(
        Act.of("member.role_changed")
            .on(SUBJECT, id)
            .before(Map.of("userId", membership.userId(), "role", before))
            .after(Map.of("role", role)));
    return find(caller, id);
  }

  /**
   * Takes somebody out of the workspace; their account stays, and what they made.
   *
   * @throws Problem with {@link ProblemType#LAST_OWNER} when nobody else owns the workspace
   */
  @Transactional
  void remove(Caller caller, UUID id, LongConsumer precondition) {
    Membership membership = locked(caller, id);
    precondition.accept(membership.version());
    end(membership, membership.userId().equals(caller.userId()) ? "member.left" : "member.removed");
  }

  /**
   * Takes the caller out of the workspace.
   *
   * @throws Problem with {@link ProblemType#LAST_OWNER} when nobody else owns the workspace
   */
  @Transactional
  void leave(Caller caller) {
    workspaces.lock(caller.workspaceId());
    end(
        memberships.ofUserIn(caller.workspaceId(), caller.userId()).orElseThrow(Team::notFound),
        "member.left");
  }

  private void end(Membership membership, String action) {
    keepAnOwner(membership);
    memberships.delete(membership);
    changed.fire(new KnownMembers.Changed(membership.userId()));
    audit.record(
        Act.of(action)
            .on(SUBJECT, membership.id())
            .before(Map.of("userId", membership.userId(), "role", membership.role())));
  }

  /**
   * Makes a member an owner. The caller becomes an ADMIN, unless they stay an owner too. They have
   * proven anew who they are before; see {@link Proof}.
   */
  @Transactional
  Member transfer(Caller caller, UUID id, boolean stay) {
    Membership heir = locked(caller, id);
    Membership own =
        memberships
            .ofUserIn(caller.workspaceId(), caller.userId())
            .filter(membership -> membership.role() == Role.OWNER)
            .orElseThrow(() -> forbidden("Only an owner may make another one."));
    if (heir.id().equals(own.id())) {
      throw Problem.invalid("memberId", "must be another member");
    }
    Role before = heir.role();
    become(heir, Role.OWNER);
    if (!stay) {
      become(own, Role.ADMIN);
    }
    audit.record(
        Act.of("workspace.transferred")
            .on(SUBJECT, id)
            .before(Map.of("userId", heir.userId(), "role", before))
            .after(Map.of("role", Role.OWNER, "by", stay ? Role.OWNER : Role.ADMIN)));
    return find(caller, id);
  }

  private void become(Membership membership, Role role) {
    membership.become(role);
    memberships.update(membership);
    changed.fire(new KnownMembers.Changed(membership.userId()));
  }

  /** A member whom the caller may change, and whom nobody else changes meanwhile. */
  private Membership locked(Caller caller, UUID id) {
    workspaces.lock(caller.workspaceId());
    Role role =
        memberships
            .role(caller.userId(), caller.workspaceId())
            .filter(current -> current != Role.MEMBER)
            .orElseThrow(() -> forbidden("Only an admin or an owner may do this."));
    Membership membership = memberships.byId(caller.workspaceId(), id).orElseThrow(Team::notFound);
    if (membership.role() == Role.OWNER && role != Role.OWNER) {
      throw forbidden("Only an owner may do this to an owner.");
    }
    return membership;
  }

  private void keepAnOwner(Membership leaving) {
    if (leaving.role() == Role.OWNER
        && memberships.othersWithRole(leaving.workspaceId(), leaving.userId(), Role.OWNER) == 0) {
      throw new Problem(ProblemType.LAST_OWNER, "Make somebody else an owner first.");
    }
  }

  private static Problem forbidden(String detail) {
    return new Problem(ProblemType.FORBIDDEN, detail);
  }

  private static Problem notFound() {
    return Problem.notFound("member");
  }
}
