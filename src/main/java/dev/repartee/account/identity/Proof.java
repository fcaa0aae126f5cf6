package dev.repartee.account.identity;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Asks callers to prove anew who they are before what a stolen access token must not do. */
@ApplicationScoped
class Proof {

  private final UserRepository users;
  private final Passwords passwords;

  @Inject
  Proof(UserRepository users, Passwords passwords) {
    this.users = users;
    this.passwords = passwords;
  }

  /**
   * Lets pass who gives their password.
   *
   * @throws Problem with {@link ProblemType#PROOF_REQUIRED} for others
   */
  void demand(Caller caller, @Nullable String password) {
    boolean proven =
        password != null
            && users
                .byId(caller.userId())
                .filter(user -> passwords.matches(password, user.passwordHash()))
                .isPresent();
    if (!proven) {
      throw new Problem(ProblemType.PROOF_REQUIRED, "Give your current password.");
    }
  }
}
