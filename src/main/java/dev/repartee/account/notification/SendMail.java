package dev.repartee.account.notification;

import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.job.Backoff;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Hands a mail to whoever carries it. */
@ApplicationScoped
class SendMail implements JobHandler<SendMail.Payload> {

  /** Who gets it and what it says is nobody else's business: sealed where it is stored. */
  public record Payload(String subject, Secret to, Secret text, Secret html) {}

  static final String QUEUE = "email";

  private static final System.Logger LOG = System.getLogger(SendMail.class.getName());

  private final MailConfig config;
  private final Resend resend;
  private final MailMetrics metrics;

  @Inject
  SendMail(MailConfig config, Resend resend, MailMetrics metrics) {
    this.config = config;
    this.resend = resend;
    this.metrics = metrics;
  }

  /** What holds for every job that writes or sends mail. */
  static JobOptions options(Duration timeout) {
    return JobOptions.of(QUEUE)
        .attempts(3)
        .backoff(Backoff.fixed(Duration.ofSeconds(10)))
        .timeout(timeout);
  }

  @Override
  public JobOptions options() {
    return Mailer.jobs();
  }

  @Override
  public void run(Payload payload, JobContext job) throws Exception {
    Letter letter =
        new Letter(
            payload.to().reveal(),
            payload.subject(),
            payload.text().reveal(),
            payload.html().reveal());
    switch (config.way()) {
      case RESEND -> resend.send(letter, job.id());
      case LOG -> write(letter);
      case NONE -> throw new Undeliverable("this server sends no mail: RESEND_API_KEY is not set");
    }
    metrics.sent();
  }

  /** For whoever runs this on their own machine: nothing like it is logged in production. */
  private static void write(Letter letter) {
    LOG.log(
        System.Logger.Level.INFO,
        "Mail to {0}\nSubject: {1}\n\n{2}",
        letter.to(),
        letter.subject(),
        letter.text());
  }

  @Override
  public void dead(Payload payload) {
    metrics.failed();
  }
}
