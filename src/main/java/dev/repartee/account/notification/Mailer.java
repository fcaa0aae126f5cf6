package dev.repartee.account.notification;

import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.job.JobOptions;
import dev.repartee.foundation.job.Jobs;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends mail to people. */
@ApplicationScoped
public class Mailer {

  private static final System.Logger LOG = System.getLogger(Mailer.class.getName());

  private final Jobs jobs;
  private final MailConfig config;

  @Inject
  Mailer(Jobs jobs, MailConfig config) {
    this.jobs = jobs;
    this.config = config;
  }

  void atStart(@Observes @Priority(StartOrder.CONFIG + 1) Startup event) {
    if (config.way() == MailConfig.Way.LOG) {
      LOG.log(System.Logger.Level.INFO, "RESEND_API_KEY is not set: mail is written to this log");
    } else if (config.way() == MailConfig.Way.NONE) {
      LOG.log(
          System.Logger.Level.WARNING,
          "RESEND_API_KEY is not set: this server sends no mail, and what needs it is refused");
    }
  }

  /** How jobs that end in a mail are run: with those that send it. */
  public static JobOptions jobs() {
    return SendMail.options(Duration.ofSeconds(30));
  }

  /**
   * Sends a mail if the caller's transaction is committed; without one, at once. It is tried three
   * times.
   *
   * @throws Problem with {@link ProblemType#MAIL_NOT_CONFIGURED} as {@link #require} does
   */
  @Transactional
  public void send(Mail mail) {
    require();
    Letter letter = Letter.of(mail);
    jobs.enqueue(
        new SendMail.Payload(
            letter.subject(),
            Secret.of(letter.to()),
            Secret.of(letter.text()),
            Secret.of(letter.html())));
  }

  /** As {@link #send}, for what a person should know but nothing waits for: dropped if need be. */
  @Transactional
  public void inform(Mail mail) {
    if (config.sends()) {
      send(mail);
    }
  }

  /**
   * Refuses to go on where no mail can be sent.
   *
   * @throws Problem with {@link ProblemType#MAIL_NOT_CONFIGURED}
   */
  public void require() {
    if (!config.sends()) {
      throw new Problem(
          ProblemType.MAIL_NOT_CONFIGURED, "Ask whoever runs it to set RESEND_API_KEY.");
    }
  }

  /** The address of the page. */
  public URI page() {
    return config.page();
  }

  /**
   * An address of the page with a token in it. It is in the fragment, which browsers send to nobody
   * and proxies do not log.
   *
   * @param view the page's name for it, such as {@code reset-password}
   */
  public URI link(String view, Secret token) {
    String page = config.page().toString().replaceFirst("/+$", "");
    String encoded = URLEncoder.encode(token.reveal(), StandardCharsets.UTF_8);
    return URI.create(page + "/#/" + view + "/" + encoded);
  }
}
