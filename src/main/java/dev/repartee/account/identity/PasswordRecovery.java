package dev.repartee.account.identity;

import dev.repartee.account.identity.OneTimeToken.Purpose;
import dev.repartee.account.notification.Mail;
import dev.repartee.account.notification.Mailer;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import dev.repartee.foundation.job.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * A way back in for who has forgotten the password. A request does the same for every address: it
 * enqueues a job. Whether there is an account, only the job finds out, and only its owner is told.
 */
@ApplicationScoped
class PasswordRecovery implements JobHandler<PasswordRecovery.Payload> {

  /** Who has forgotten. */
  public record Payload(Secret address) {}

  static final String VIEW = "reset-password";

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int MOST_AN_HOUR = 5;

  private final Accounts accounts;
  private final OneTimeTokens tokens;
  private final Mailer mailer;
  private final AccountAudit audit;
  private final AddressHashes hashes;
  private final Jobs jobs;

  @Inject
  PasswordRecovery(
      Accounts accounts,
      OneTimeTokens tokens,
      Mailer mailer,
      AccountAudit audit,
      AddressHashes hashes,
      Jobs jobs) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.mailer = mailer;
    this.audit = audit;
    this.hashes = hashes;
    this.jobs = jobs;
  }

  /**
   * Sends a mail with a link that lets its owner choose another password, if there is an account.
   *
   * @throws Problem with {@link ProblemType#MAIL_NOT_CONFIGURED}, for whatever address
   */
  void begin(String email) {
    mailer.require();
    String address = AddressHashes.normalize(email);
    jobs.enqueue(
        new Payload(Secret.of(address)),
        options -> options.throttle("forgotten " + hashes.of(address), PAUSE));
  }

  @Override
  public JobOptions options() {
    return Mailer.jobs();
  }

  @Override
  public void run(Payload payload, JobContext job) {
    job.complete(() -> accounts.find(payload.address().reveal()).ifPresent(this::send));
  }

  private void send(User user) {
    if (tokens.made(user.id(), Purpose.RESET_PASSWORD, Duration.ofHours(1)) >= MOST_AN_HOUR) {
      return;
    }
    Secret token = tokens.forUser(Purpose.RESET_PASSWORD, user.id(), user.email(), LIFETIME);
    mailer.send(
        Mail.of(
                user.email(),
                "Choose another password",
                "Somebody, most likely you, has forgotten the password of your account.")
            .link("Choose another password", mailer.link(VIEW, token))
            .then(
                "The link is good for an hour and works once.",
                "If it was not you, do nothing: your password stays as it is."));
    audit.record("auth.password_reset_requested", user);
  }
}
