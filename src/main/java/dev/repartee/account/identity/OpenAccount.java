package dev.repartee.account.identity;

import dev.repartee.account.identity.Accounts.NewAccount;
import dev.repartee.account.notification.Mail;
import dev.repartee.account.notification.Mailer;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens an account whose address is to be confirmed, or tells its owner that there is one. Not part
 * of the request, so that the answer does not tell which of the two it was, nor how long it took.
 */
@ApplicationScoped
class OpenAccount implements JobHandler<OpenAccount.Payload> {

  /** What somebody registers with. */
  public record Payload(
      Secret address, Secret passwordHash, @Nullable Secret name, @Nullable Secret workspaceName) {}

  private final Accounts accounts;
  private final EmailVerification verification;
  private final Mailer mailer;

  @Inject
  OpenAccount(Accounts accounts, EmailVerification verification, Mailer mailer) {
    this.accounts = accounts;
    this.verification = verification;
    this.mailer = mailer;
  }

  @Override
  public JobOptions options() {
    return Mailer.jobs();
  }

  @Override
  public void run(Payload payload, JobContext job) {
    job.complete(() -> open(payload));
  }

  private void open(Payload payload) {
    String address = payload.address().reveal();
    String hash = payload.passwordHash().reveal();
    Optional<User> known = accounts.find(address);
    if (known.isPresent() && !known.get().isUnconfirmed()) {
      mailer.send(
          Mail.of(
                  address,
                  "You already have an account",
                  "Somebody, most likely you, wanted to open an account with this address."
                      + " It has one already, which is as it was.")
              .link("Sign in, or choose another password", mailer.page())
              .then("If it was not you, there is nothing you need to do."));
      return;
    }
    User user =
        known.orElseGet(
            () ->
                accounts.openUnconfirmed(
                    new NewAccount(
                        address, hash, text(payload.name()), text(payload.workspaceName()))));
    verification.send(user, hash);
  }

  private static @Nullable String text(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }
}
