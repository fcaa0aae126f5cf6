package dev.repartee.account.identity;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Asks callers to prove anew who they are before what a stolen access token must not do. */
@ApplicationScoped
class Proof {

  /** After this a sign-in proves nothing any more. */
  static final Duration FRESH = Duration.ofMinutes(5);

  private final UserRepository users;
  private final Passwords passwords;
  private final Devices devices;
  private final InstantSource clock;

  @Inject
  Proof(UserRepository users, Passwords passwords, Devices devices, InstantSource clock) {
    this.users = users;
    this.passwords = passwords;
    this.devices = devices;
    this.clock = clock;
  }

  /**
   * Hashes a password, and so is called before a transaction begins. Lets pass who gives their
   * password, or gives none and has signed in a moment ago.
   *
   * @throws Problem with {@link ProblemType#PROOF_REQUIRED} for others
   */
  void demand(Caller caller, @Nullable String password) {
    boolean proven = password == null ? hasJustSignedIn(caller) : knows(caller, password);
    if (!proven) {
      throw new Problem(
          ProblemType.PROOF_REQUIRED, "Give your current password, or sign in once more.");
    }
  }

  private boolean hasJustSignedIn(Caller caller) {
    return devices
        .signedInAt(caller)
        .filter(at -> at.plus(FRESH).isAfter(clock.instant()))
        .isPresent();
  }

  private boolean knows(Caller caller, String password) {
    return users
        .byId(caller.userId())
        .filter(user -> passwords.matches(password, user.passwordHash()))
        .isPresent();
  }
}
