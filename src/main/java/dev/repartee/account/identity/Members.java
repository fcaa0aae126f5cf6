package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.account.audit.AuditErasure;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.http.Preconditions;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Role;
import jakarta.data.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A member's own account, their workspace, and who else is in it. */
@ApplicationScoped
class Members {

  /** A place in a workspace with the person who has it. */
  record Member(Membership membership, User user) {}

  private final UserRepository users;
  private final WorkspaceRepository workspaces;
  private final MembershipRepository memberships;
  private final InstantSource clock;
  private final Audit audit;
  private final AuditErasure erasure;

  @Inject
  Members(
      UserRepository users,
      WorkspaceRepository workspaces,
      MembershipRepository memberships,
      InstantSource clock,
      Audit audit,
      AuditErasure erasure) {
    this.users = users;
    this.workspaces = workspaces;
    this.memberships = memberships;
    this.clock = clock;
    this.audit = audit;
    this.erasure = erasure;
  }

  User user(Caller caller) {
    return users.byId(caller.userId()).orElseThrow(() -> Problem.notFound("user"));
  }

  /**
   * @param precondition refuses a version that is not the one the caller knows, such as {@link
   *     Preconditions#check}
   */
  @Transactional
  User rename(Caller caller, @Nullable String name, LongConsumer precondition) {
    User user = user(caller);
    precondition.accept(user.version());
    user.rename(name, clock.instant());
    return users.update(user);
  }

  /**
   * Deletes the caller's account, and the workspace with everything in it when nobody else is
   * there.
   *
   * @throws Problem with {@link ProblemType#CONFLICT} when others would be left without an owner
   */
  @AcrossWorkspaces
  @Transactional
  void delete(Caller caller, LongConsumer precondition) {
    User user = user(caller);
    precondition.accept(user.version());
    for (Membership membership : memberships.ofUser(user.id())) {
      leave(membership);
    }
    users.delete(user.id());
    erasure.ofUser(user.id());
  }

  private void leave(Membership membership) {
    UUID workspace = membership.workspaceId();
    memberships.lock(workspace);
    boolean alone = memberships.others(workspace, membership.userId()) == 0;
    if (alone) {
      workspaces.delete(workspace);
    } else if (membership.role() == Role.OWNER
        && memberships.othersWithRole(workspace, membership.userId(), Role.OWNER) == 0) {
      throw new Problem(
          ProblemType.CONFLICT, "Others work in this workspace; make one of them an owner first.");
    }
    audit.record(
        Act.of("account.deleted")
            .in(workspace)
            .by(membership.userId())
            .on("user", membership.userId()));
    if (alone) {
      audit.record(
          Act.of("workspace.deleted")
              .in(workspace)
              .by(membership.userId())
              .on("workspace", workspace));
      erasure.ofWorkspace(workspace);
    }
  }

  Workspace workspace(Caller caller) {
    return workspaces.byId(caller.workspaceId()).orElseThrow(() -> Problem.notFound("workspace"));
  }

  @Transactional
  Workspace renameWorkspace(Caller caller, String name, LongConsumer precondition) {
    Workspace workspace = workspace(caller);
    precondition.accept(workspace.version());
    String before = workspace.name();
    workspace.rename(name, clock.instant());
    Workspace renamed = workspaces.update(workspace);
    audit.record(
        Act.of("workspace.renamed")
            .on("workspace", workspace.id())
            .before(Map.of("name", before))
            .after(Map.of("name", name)));
    return renamed;
  }

  /** Members in the order they came, after a position in that order; one more than the limit. */
  List<Member> page(Caller caller, Optional<UUID> after, int limit) {
    return memberships
        .page(caller.workspaceId(), after.orElse(new UUID(0, 0)), Limit.of(limit + 1))
        .stream()
        .flatMap(
            membership ->
                users.byId(membership.userId()).map(user -> new Member(membership, user)).stream())
        .toList();
  }
}
