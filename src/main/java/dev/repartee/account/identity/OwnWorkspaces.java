package dev.repartee.account.identity;

import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.security.Caller;
import jakarta.data.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where somebody is a member. */
@AcrossWorkspaces
@ApplicationScoped
class OwnWorkspaces {

  /** A workspace and the caller's place in it. */
  record Place(Membership membership, Workspace workspace) {}

  private final MembershipRepository memberships;
  private final WorkspaceRepository workspaces;

  @Inject
  OwnWorkspaces(MembershipRepository memberships, WorkspaceRepository workspaces) {
    this.memberships = memberships;
    this.workspaces = workspaces;
  }

  /** In the order of joining, after a position in that order; one more than the limit. */
  List<Place> page(Caller caller, Optional<UUID> after, int limit) {
    return memberships
        .pageOf(caller.userId(), after.orElse(new UUID(0, 0)), Limit.of(limit + 1))
        .stream()
        .flatMap(
            membership ->
                workspaces
                    .byId(membership.workspaceId())
                    .map(workspace -> new Place(membership, workspace))
                    .stream())
        .toList();
  }
}
