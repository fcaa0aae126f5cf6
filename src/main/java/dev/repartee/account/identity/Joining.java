package dev.repartee.account.identity;

import dev.repartee.account.identity.Accounts.SignedIn;
import dev.repartee.account.identity.OneTimeToken.Purpose;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accepting invitations. The link proves that one reads the mail of an address: who has no account
 * opens one with it, who has one must be signed in. Passwords are hashed before a transaction
 * begins.
 */
@ApplicationScoped
class Joining {

  /** Who accepts, with what they are to have if they have no account yet. */
  record Acceptance(String token, @Nullable String name, @Nullable String password) {}

  private final OneTimeTokens tokens;
  private final Accounts accounts;
  private final Passwords passwords;
  private final PasswordPolicy policy;
  private final NewMembers members;

  @Inject
  Joining(
      OneTimeTokens tokens,
      Accounts accounts,
      Passwords passwords,
      PasswordPolicy policy,
      NewMembers members) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.passwords = passwords;
    this.policy = policy;
    this.members = members;
  }

  /**
   * Takes somebody into the workspace they are invited to, and signs them in there.
   *
   * @param refreshToken the caller's, which ends; any text when there is none
   * @throws Problem with {@link ProblemType#LINK_NOT_VALID} when the invitation was accepted, was
   *     revoked or has expired, or with {@link ProblemType#EMAIL_TAKEN} when the account of the
   *     address is not the caller's
   */
  SignedIn accept(Acceptance acceptance, Optional<Caller> caller, String refreshToken) {
    String address =
        tokens
            .find(Purpose.INVITATION, acceptance.token())
            .map(OneTimeToken::email)
            .orElseThrow(OneTimeTokens::notValid);
    Optional<User> owner = accounts.find(address).filter(user -> !user.isUnconfirmed());
    if (owner.isEmpty()) {
      return members.open(acceptance.token(), acceptance.name(), hash(acceptance, address));
    }
    if (caller.filter(known -> known.userId().equals(owner.get().id())).isEmpty()) {
      throw new Problem(
          ProblemType.EMAIL_TAKEN, "Sign in to the account of that address, and accept then.");
    }
    return members.join(acceptance.token(), owner.get(), refreshToken);
  }

  private String hash(Acceptance acceptance, String address) {
    String password = acceptance.password();
    if (password == null) {
      throw Problem.invalid("password", "must be given, to open an account");
    }
    policy.check("password", password, address, acceptance.name());
    return passwords.hash(password);
  }
}
