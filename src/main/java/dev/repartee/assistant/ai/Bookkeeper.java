package dev.repartee.assistant.ai;

import dev.repartee.foundation.data.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;

/** Writes every call down: in the ledger, in the budget and in the metrics. */
@ApplicationScoped
class Bookkeeper {

  /** The outcome of a call that went well; others are named after the kind of failure. */
  static final String OK = "ok";

  private static final System.Logger LOG = System.getLogger(Bookkeeper.class.getName());

  private final AiConfig config;
  private final UsageLedger ledger;
  private final Budget budget;
  private final Meter meter;
  private final InstantSource clock;

  @Inject
  Bookkeeper(AiConfig config, UsageLedger ledger, Budget budget, Meter meter, InstantSource clock) {
    this.config = config;
    this.ledger = ledger;
    this.budget = budget;
    this.meter = meter;
    this.clock = clock;
  }

  /** A call that went well. */
  Usage book(Asker asker, ProviderClient client, Purpose purpose, Reply reply, Duration latency) {
    return book(asker, client.provider(), purpose, reply, latency, OK);
  }

  /** A call that failed. */
  Usage book(
      Asker asker,
      ProviderClient client,
      Purpose purpose,
      ProviderFailure failure,
      Duration latency) {
    Reply reply = failure.reply().orElseGet(() -> new Reply("", client.model(), 0, 0, false));
    return book(asker, client.provider(), purpose, reply, latency, failure.kind().wireName());
  }

  private Usage book(
      Asker asker,
      Provider provider,
      Purpose purpose,
      Reply reply,
      Duration latency,
      String outcome) {
    BigDecimal cost =
        provider == Provider.LOCAL
            ? BigDecimal.ZERO.setScale(6)
            : config.prices().of(reply.model(), reply.inputTokens(), reply.outputTokens());
    UsageRow row =
        new UsageRow(
            Ids.next(),
            asker,
            provider,
            reply.model(),
            purpose,
            reply.inputTokens(),
            reply.outputTokens(),
            reply.estimated(),
            cost,
            latency,
            outcome,
            clock.instant());
    try {
      ledger.write(row);
    } catch (RuntimeException e) {
      // The answer is there and paid for; withholding it would not bring the row back.
      LOG.log(System.Logger.Level.ERROR, "A usage row is lost: " + row, e);
    }
    budget.spend(provider, cost);
    meter.called(row);
    return new Usage(reply.inputTokens(), reply.outputTokens(), cost, latency);
  }
}
