package dev.repartee.account.identity;

import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Credential;
import dev.repartee.foundation.security.Role;
import jakarta.data.exceptions.EntityExistsException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What signing up, in and out changes. Whose password is right {@link Entrance} has seen before: no
 * password is hashed within a transaction.
 */
@AcrossWorkspaces
@ApplicationScoped
class Accounts {

  /** Who has just signed in, with the tokens to prove it. */
  record SignedIn(
      User user,
      Workspace workspace,
      Role role,
      String accessToken,
      Duration accessTokenLifetime,
      RefreshTokens.Issued refreshToken) {}

  /** What an account is opened with; the password is hashed already. */
  record NewAccount(
      String address, String passwordHash, @Nullable String name, @Nullable String workspaceName) {}

  private final UserRepository users;
  private final WorkspaceRepository workspaces;
  private final MembershipRepository memberships;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final InstantSource clock;
  private final AccountAudit audit;
  private final Sql sql;

  @Inject
  Accounts(
      UserRepository users,
      WorkspaceRepository workspaces,
      MembershipRepository memberships,
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      InstantSource clock,
      AccountAudit audit,
      DataSource dataSource) {
    this.users = users;
    this.workspaces = workspaces;
    this.memberships = memberships;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.clock = clock;
    this.audit = audit;
    this.sql = new Sql(dataSource);
  }

  /** The account of an address. */
  @Transactional
  Optional<User> find(String address) {
    return users.byEmail(address);
  }

  /**
   * Opens an account with a workspace of its own, and signs in.
   *
   * @throws Problem with {@link ProblemType#EMAIL_TAKEN} when the address has an account
   */
  @Transactional
  SignedIn open(NewAccount account) {
    User user = user(account);
    return signIn(user, add(user, account.workspaceName()), Role.OWNER, true);
  }

  /** Opens an account that is of no use before its address is confirmed. */
  @Transactional
  User openUnconfirmed(NewAccount account) {
    User user = user(account);
    user.awaitConfirmation();
    add(user, account.workspaceName());
    return user;
  }

  private User user(NewAccount account) {
    if (users.byEmail(account.address()).isPresent()) {
      throw emailTaken();
    }
    return new User(
        Ids.next(), account.address(), account.name(), account.passwordHash(), clock.instant());
  }

  private Workspace add(User user, @Nullable String name) {
    Instant now = user.createdAt();
    Workspace workspace = new Workspace(Ids.next(), name != null ? name : defaultName(user), now);
    try {
      users.insert(user);
    } catch (EntityExistsException e) {
      throw emailTaken();
    }
    workspaces.insert(workspace);
    memberships.insert(new Membership(Ids.next(), workspace.id(), user.id(), Role.OWNER, now));
    audit.record("account.registered", user, workspace.id());
    return workspace;
  }

  /**
   * Signs in who has given the right password; empty when it was changed meanwhile, or they are
   * nowhere a member.
   *
   * @param remember whether the sign-in goes on for as long as it is used
   */
  @Transactional
  Optional<SignedIn> signIn(User user, boolean remember) {
    return hasStill(user) ? begin(user, remember) : Optional.empty();
  }

  private Optional<SignedIn> begin(User user, boolean remember) {
    Optional<SignedIn> signedIn =
        memberships.ofUser(user.id()).stream()
            .findFirst()
            .or(() -> Optional.of(own(user)))
            .flatMap(
                membership ->
                    workspaces
                        .byId(membership.workspaceId())
                        .map(workspace -> signIn(user, workspace, membership.role(), remember)));
    signedIn.ifPresent(now -> audit.record("auth.signed_in", user, now.workspace().id()));
    return signedIn;
  }

  /** A workspace for somebody who has none left, as they would get it by registering. */
  private Membership own(User user) {
    Instant now = clock.instant();
    Workspace workspace = new Workspace(Ids.next(), defaultName(user), now);
    Membership membership = new Membership(Ids.next(), workspace.id(), user.id(), Role.OWNER, now);
    workspaces.insert(workspace);
    memberships.insert(membership);
    audit.record("workspace.created", user, workspace.id());
    return membership;
  }

  /** Signs in somebody who has proven who they are, in a workspace they are a member of. */
  @Transactional
  SignedIn signInTo(User user, UUID workspaceId) {
    Workspace workspace =
        workspaces.byId(workspaceId).orElseThrow(() -> Problem.notFound("workspace"));
    Role role =
        memberships.role(user.id(), workspaceId).orElseThrow(() -> Problem.notFound("workspace"));
    audit.record("auth.signed_in", user, workspaceId);
    return signIn(user, workspace, role, true);
  }

  /** Whether the password is still the one that was checked; it is, then, until the commit. */
  private boolean hasStill(User user) {
    return sql.rows(
            "SELECT password_hash FROM app_user WHERE id = ? FOR SHARE",
            row -> row.getString(1),
            user.id())
        .contains(user.passwordHash());
  }

  /**
   * Exchanges a refresh token; empty when it is not good. Never throws for a bad token, because the
   * revocation of a reused family has to be committed.
   */
  @Transactional
  Optional<SignedIn> refresh(String token) {
    return refreshTokens
        .rotate(token)
        .flatMap(issued -> renewed(issued).or(() -> elsewhere(issued)));
  }

  /** Whoever lost a workspace stays signed in where else they are a member. */
  private Optional<SignedIn> elsewhere(RefreshTokens.Issued issued) {
    return memberships.ofUser(issued.userId()).stream()
        .findFirst()
        .flatMap(membership -> renewed(refreshTokens.move(issued, membership.workspaceId())));
  }

  /**
   * As {@link #refresh}, into another workspace.
   *
   * @throws Problem with {@link ProblemType#NOT_FOUND} where they are no member; the token stays
   *     good then
   */
  @Transactional
  Optional<SignedIn> switchTo(String token, UUID workspaceId) {
    return refreshTokens
        .rotate(token)
        .map(
            issued ->
                renewed(refreshTokens.move(issued, workspaceId))
                    .orElseThrow(() -> Problem.notFound("workspace")));
  }

  @Transactional
  void logout(String token) {
    refreshTokens.end(token);
  }

  private SignedIn signIn(User user, Workspace workspace, Role role, boolean remember) {
    return signedIn(
        user, workspace, role, refreshTokens.begin(user.id(), workspace.id(), remember));
  }

  private Optional<SignedIn> renewed(RefreshTokens.Issued issued) {
    UUID workspaceId = issued.workspaceId();
    return users
        .byId(issued.userId())
        .flatMap(
            user ->
                workspaces
                    .byId(workspaceId)
                    .flatMap(
                        workspace ->
                            memberships
                                .role(user.id(), workspaceId)
                                .map(role -> signedIn(user, workspace, role, issued))));
  }

  private SignedIn signedIn(
      User user, Workspace workspace, Role role, RefreshTokens.Issued issued) {
    Credential device = Credential.accessToken(issued.device());
    Caller caller = new Caller(user.id(), workspace.id(), role, device);
    Duration lifetime = accessTokens.lifetime(issued.endsAt());
    String accessToken = accessTokens.issue(caller, lifetime);
    return new SignedIn(user, workspace, role, accessToken, lifetime, issued);
  }

  private static String defaultName(User user) {
    String owner = user.name();
    return (owner != null ? owner : user.email().substring(0, user.email().indexOf('@')))
        + "'s workspace";
  }

  private static Problem emailTaken() {
    return new Problem(ProblemType.EMAIL_TAKEN, "Sign in instead, or use another address.");
  }
}
