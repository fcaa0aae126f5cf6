package dev.repartee.account.identity;

import dev.repartee.account.identity.OneTimeToken.Purpose;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Gives accounts other passwords. They are hashed before a transaction begins. */
@ApplicationScoped
class PasswordChanges {

  private final OneTimeTokens tokens;
  private final Passwords passwords;
  private final PasswordPolicy policy;
  private final PasswordStore store;
  private final Lockout lockout;

  @Inject
  PasswordChanges(
      OneTimeTokens tokens,
      Passwords passwords,
      PasswordPolicy policy,
      PasswordStore store,
      Lockout lockout) {
    this.tokens = tokens;
    this.passwords = passwords;
    this.policy = policy;
    this.store = store;
    this.lockout = lockout;
  }

  /**
   * Sets the password of who was sent a token. It is used up only when the password is taken.
   *
   * @return the account's address
   * @throws Problem with {@link ProblemType#LINK_NOT_VALID} when the token is not good
   */
  String reset(String token, String password) {
    UUID id =
        tokens
            .find(Purpose.RESET_PASSWORD, token)
            .map(OneTimeToken::userId)
            .orElseThrow(OneTimeTokens::notValid);
    User user = store.user(id).orElseThrow(OneTimeTokens::notValid);
    policy.check("password", password, user.email(), user.name());
    String address = store.reset(token, passwords.hash(password)).email();
    lockout.reset(address);
    return address;
  }

  /**
   * Changes the caller's password. On every other device they are signed out.
   *
   * @return the account's address
   * @throws Problem that names the field when the current one is wrong or the new one not taken
   */
  String change(Caller caller, String current, String replacement) {
    User user = store.user(caller.userId()).orElseThrow(() -> Problem.notFound("user"));
    if (!passwords.matches(current, user.passwordHash())) {
      throw Problem.invalid("currentPassword", "is not your password");
    }
    if (current.equals(replacement)) {
      throw Problem.invalid("newPassword", "must be another one");
    }
    policy.check("newPassword", replacement, user.email(), user.name());
    return store.change(caller, user.passwordHash(), passwords.hash(replacement)).email();
  }
}
