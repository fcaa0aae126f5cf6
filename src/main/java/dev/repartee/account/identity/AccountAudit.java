package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.foundation.data.AcrossWorkspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Remembers what people do with their accounts, in the log of the workspace they came to first. */
@AcrossWorkspaces
@ApplicationScoped
class AccountAudit {

  private final MembershipRepository memberships;
  private final Audit audit;

  @Inject
  AccountAudit(MembershipRepository memberships, Audit audit) {
    this.memberships = memberships;
    this.audit = audit;
  }

  @Transactional
  void record(String action, User user) {
    workspace(Optional.of(user)).ifPresent(workspace -> record(action, user, workspace));
  }

  @Transactional
  void record(String action, User user, UUID workspace) {
    audit.record(Act.of(action).in(workspace).by(user.id()).on("user", user.id()));
  }

  /** Takes the same steps for somebody who has no account. */
  @Transactional
  void signInFailed(Optional<User> user) {
    Optional<UUID> workspace = workspace(user);
    if (user.isPresent() && workspace.isPresent()) {
      record("auth.sign_in_failed", user.get(), workspace.get());
    } else {
      audit.recordNothing();
    }
  }

  private Optional<UUID> workspace(Optional<User> user) {
    return memberships.ofUser(user.map(User::id).orElse(Act.INSTALLATION)).stream()
        .findFirst()
        .map(Membership::workspaceId);
  }
}
