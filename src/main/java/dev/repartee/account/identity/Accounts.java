package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Ids;
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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signing up, signing in, staying signed in, signing out. */
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

  private final UserRepository users;
  private final WorkspaceRepository workspaces;
  private final MembershipRepository memberships;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final Passwords passwords;
  private final InstantSource clock;
  private final Audit audit;

  @Inject
  Accounts(
      UserRepository users,
      WorkspaceRepository workspaces,
      MembershipRepository memberships,
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      Passwords passwords,
      InstantSource clock,
      Audit audit) {
    this.users = users;
    this.workspaces = workspaces;
    this.memberships = memberships;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.passwords = passwords;
    this.clock = clock;
    this.audit = audit;
  }

  /**
   * Opens an account with a workspace of its own.
   *
   * @throws Problem with {@link ProblemType#EMAIL_TAKEN} when the address has an account
   */
  @Transactional
  SignedIn register(
      String email, String password, @Nullable String name, @Nullable String workspaceName) {
    String address = normalize(email);
    if (users.byEmail(address).isPresent()) {
      throw emailTaken();
    }
    Instant now = clock.instant();
    User user = new User(Ids.next(), address, name, passwords.hash(password), now);
    Workspace workspace =
        new Workspace(Ids.next(), workspaceName != null ? workspaceName : defaultName(user), now);
    try {
      users.insert(user);
    } catch (EntityExistsException e) {
      throw emailTaken();
    }
    workspaces.insert(workspace);
    memberships.insert(new Membership(Ids.next(), workspace.id(), user.id(), Role.OWNER, now));
    record("account.registered", user, workspace.id());
    return signIn(user, workspace, Role.OWNER, true);
  }

  /**
   * Checks a password. An unknown address answers as a wrong password does, and takes as long.
   *
   * @param remember whether the sign-in goes on for as long as it is used
   * @throws Problem with {@link ProblemType#INVALID_CREDENTIALS}
   */
  @Transactional(dontRollbackOn = Problem.class) // a failure is recorded
  SignedIn login(String email, String password, boolean remember) {
    Optional<User> user = users.byEmail(normalize(email));
    boolean right =
        user.map(known -> passwords.matches(password, known.passwordHash()))
            .orElseGet(() -> passwords.matchesNobody(password));
    Optional<SignedIn> signedIn =
        user.filter(known -> right).flatMap(known -> signIn(known, remember));
    if (signedIn.isEmpty()) {
      recordFailure(user);
      throw new Problem(ProblemType.INVALID_CREDENTIALS, "Check the e-mail address and password.");
    }
    record("auth.signed_in", signedIn.get().user(), signedIn.get().workspace().id());
    return signedIn.get();
  }

  /** Takes the same steps for somebody who has no account. */
  private void recordFailure(Optional<User> user) {
    Optional<UUID> workspace =
        memberships.ofUser(user.map(User::id).orElse(Act.INSTALLATION)).stream()
            .findFirst()
            .map(Membership::workspaceId);
    if (user.isPresent() && workspace.isPresent()) {
      record("auth.sign_in_failed", user.get(), workspace.get());
    } else {
      audit.recordNothing();
    }
  }

  private void record(String action, User user, UUID workspace) {
    audit.record(Act.of(action).in(workspace).by(user.id()).on("user", user.id()));
  }

  /**
   * Exchanges a refresh token; empty when it is not good. Never throws for a bad token, because the
   * revocation of a reused family has to be committed.
   */
  @Transactional
  Optional<SignedIn> refresh(String token) {
    return refreshTokens.rotate(token).flatMap(this::signIn);
  }

  @Transactional
  void logout(String token) {
    refreshTokens.end(token);
  }

  private Optional<SignedIn> signIn(User user, boolean remember) {
    return memberships.ofUser(user.id()).stream()
        .findFirst()
        .flatMap(
            membership ->
                workspaces
                    .byId(membership.workspaceId())
                    .map(workspace -> signIn(user, workspace, membership.role(), remember)));
  }

  private SignedIn signIn(User user, Workspace workspace, Role role, boolean remember) {
    return signedIn(
        user, workspace, role, refreshTokens.begin(user.id(), workspace.id(), remember));
  }

  private Optional<SignedIn> signIn(RefreshTokens.Issued issued) {
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

  private static String normalize(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
