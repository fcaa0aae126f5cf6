package dev.repartee.account.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/** Counts mail. */
@ApplicationScoped
class MailMetrics {

  private static final Metadata MAILS =
      Metadata.builder()
          .withName("repartee_mails_total")
          .withDescription("Mails by what became of them: sent, or given up")
          .withUnit(MetricUnits.NONE)
          .build();

  private final MetricRegistry registry;

  @Inject
  MailMetrics(MetricRegistry registry) {
    this.registry = registry;
  }

  void sent() {
    count("sent");
  }

  void failed() {
    count("failed");
  }

  private void count(String outcome) {
    registry.counter(MAILS, new Tag("outcome", outcome)).inc();
  }
}
