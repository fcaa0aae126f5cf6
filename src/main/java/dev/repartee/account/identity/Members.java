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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A member's own account and their workspace. {@link Team} knows who else is in it. */
@ApplicationScoped
class Members {

  private final UserRepository users;
  private final WorkspaceRepository workspaces;
  private final MembershipRepository memberships;
  private final InstantSource clock;
  private final Audit audit;
  private final AuditErasure erasure;
  private final Event<KnownMembers.Changed> changed;

  @Inject
  Members(
      UserRepository users,
      WorkspaceRepository workspaces,
      MembershipRepository memberships,
      InstantSource clock,
      Audit audit,
      AuditErasure erasure,
      Event<KnownMembers.Changed> changed) {
    this.users = users;
    this.workspaces = workspaces;
    this.memberships = memberships;
    this.clock = clock;
    this.audit = audit;
    this.erasure = erasure;
    this.changed = changed;
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
   * @throws Problem with {@link ProblemType#LAST_OWNER} when others would be left without an owner
   */
  @AcrossWorkspaces
  @Transactional
  void delete(Caller caller, LongConsumer precondition) {
    User user = user(caller);
    precondition.accept(user.version());
    memberships.ofUser(user.id()).stream()
        .sorted(Comparator.comparing(Membership::workspaceId)) // so that nobody waits in a circle
        .forEach(this::leave);
    users.delete(user.id());
    erasure.ofUser(user.id());
    changed.fire(new KnownMembers.Changed(user.id()));
  }

  private void leave(Membership membership) {
    UUID workspace = membership.workspaceId();
    workspaces.lock(workspace);
    boolean alone = memberships.others(workspace, membership.userId()) == 0;
    if (alone) {
      workspaces.delete(workspace);
    } else if (membership.role() == Role.OWNER
        && memberships.othersWithRole(workspace, membership.userId(), Role.OWNER) == 0) {
      throw new Problem(
          ProblemType.LAST_OWNER,
          "Others work in this workspace; make one of them an owner first.");
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
}
