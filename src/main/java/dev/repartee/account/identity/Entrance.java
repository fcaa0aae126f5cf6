package dev.repartee.account.identity;

import dev.repartee.account.identity.Accounts.NewAccount;
import dev.repartee.account.identity.Accounts.SignedIn;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.job.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signing up and in. Passwords are hashed before a transaction begins: whoever waits for that keeps
 * no connection from others.
 */
@ApplicationScoped
class Entrance {

  private final Accounts accounts;
  private final Passwords passwords;
  private final PasswordPolicy policy;
  private final Lockout lockout;
  private final DeviceCookies devices;
  private final EmailVerification verification;
  private final AccountAudit audit;
  private final Jobs jobs;

  @Inject
  Entrance(
      Accounts accounts,
      Passwords passwords,
      PasswordPolicy policy,
      Lockout lockout,
      DeviceCookies devices,
      EmailVerification verification,
      AccountAudit audit,
      Jobs jobs) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.policy = policy;
    this.lockout = lockout;
    this.devices = devices;
    this.verification = verification;
    this.audit = audit;
    this.jobs = jobs;
  }

  /**
   * Opens an account with a workspace of its own. Empty where addresses have to be confirmed: then
   * a job opens it, and whether the address has an account already is told to its owner alone, by
   * mail.
   *
   * @throws Problem with {@link ProblemType#EMAIL_TAKEN} when that is told, and so
   */
  Optional<SignedIn> register(
      String email, String password, @Nullable String name, @Nullable String workspaceName) {
    String address = AddressHashes.normalize(email);
    policy.check("password", password, address, name, workspaceName);
    String hash = passwords.hash(password);
    if (!verification.isRequired()) {
      return Optional.of(accounts.open(new NewAccount(address, hash, name, workspaceName)));
    }
    jobs.enqueue(
        new OpenAccount.Payload(
            Secret.of(address), Secret.of(hash), secret(name), secret(workspaceName)));
    return Optional.empty();
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null ? null : Secret.of(text);
  }

  /**
   * Checks a password. An unknown address answers as a wrong password does, and takes as long.
   *
   * @param remember whether the sign-in goes on for as long as it is used
   * @param device the cookie of a device that may have signed in before
   * @throws Problem with {@link ProblemType#INVALID_CREDENTIALS}, or {@link
   *     ProblemType#SIGN_IN_DELAYED} after too many attempts, or {@link
   *     ProblemType#EMAIL_NOT_VERIFIED} when nothing else is missing
   */
  SignedIn login(String email, String password, boolean remember, @Nullable String device) {
    String address = AddressHashes.normalize(email);
    Lockout.Attempt attempt = lockout.begin(address, devices.device(device, address));
    boolean counts = false;
    try {
      Optional<User> user = accounts.find(address);
      boolean right =
          user.map(known -> passwords.matches(password, known.passwordHash()))
              .orElseGet(() -> passwords.matchesNobody(password));
      counts = !right;
      if (user.isEmpty() || !right) {
        audit.signInFailed(user);
        throw invalidCredentials();
      }
      verification.demand(user.get());
      SignedIn signedIn =
          accounts.signIn(user.get(), remember).orElseThrow(Entrance::invalidCredentials);
      lockout.succeeded(attempt);
      return signedIn;
    } catch (RuntimeException e) {
      if (!counts) {
        lockout.forgive(attempt);
      }
      throw e;
    }
  }

  private static Problem invalidCredentials() {
    return new Problem(ProblemType.INVALID_CREDENTIALS, "Check the e-mail address and password.");
  }
}
