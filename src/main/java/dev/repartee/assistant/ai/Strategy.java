package dev.repartee.assistant.ai;

import dev.repartee.assistant.ai.ProviderFailure.Kind;
import dev.repartee.assistant.ai.Reading.Unusable;
import dev.repartee.foundation.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The primary provider and its fallbacks: who is asked, how often, and when the next one is. A
 * provider has its time-out for everything, its retries and one repair included.
 */
@ApplicationScoped
class Strategy {

  private static final System.Logger LOG = System.getLogger(Strategy.class.getName());

  private final AiConfig config;
  private final Clients clients;
  private final Budget budget;
  private final Breakers breakers;
  private final Bookkeeper books;
  private final Meter meter;
  private final Retries retries;

  @Inject
  Strategy(
      AiConfig config,
      Clients clients,
      Budget budget,
      Breakers breakers,
      Bookkeeper books,
      Meter meter,
      Retries retries) {
    this.config = config;
    this.clients = clients;
    this.budget = budget;
    this.breakers = breakers;
    this.books = books;
    this.meter = meter;
    this.retries = retries;
  }

  boolean supports(Purpose purpose) {
    return !clients.forPurpose(purpose).isEmpty();
  }

  /** Who is asked, in order. */
  String fingerprint() {
    return clients.fingerprint();
  }

  /** Asks until somebody's answer can be read. */
  <T> Answer<T> ask(Asker asker, Ask ask, Reading<T> reading) {
    return each(
        asker,
        ask.purpose(),
        new Cancellation(),
        () -> true,
        (client, call) -> answer(asker, client, ask, call, reading));
  }

  /**
   * Asks and hands over pieces. Throws a {@link Problem} when nobody answers to the end, and {@link
   * Stopped} when it was cancelled.
   */
  Answer<String> stream(Asker asker, Ask ask, Cancellation switchOff, StreamSink sink) {
    Pieces pieces = new Pieces(sink, switchOff);
    return each(
        asker,
        ask.purpose(),
        switchOff,
        () -> !pieces.begun(),
        (client, call) -> {
          Work<String> once = () -> finished(client.stream(ask, call, pieces), Reading::opener);
          return repeated(asker, client, ask.purpose(), call, once, () -> !pieces.begun());
        });
  }

  /** What a provider does for us within its time. */
  private interface Turn<T> {
    Answer<T> take(ProviderClient client, Call call);
  }

  private <T> Answer<T> each(
      Asker asker, Purpose purpose, Cancellation switchOff, BooleanSupplier mayGoOn, Turn<T> turn) {
    Refusals refusals = new Refusals();
    @Nullable Boolean memberMaySpend = null;
    List<ProviderClient> candidates = clients.forPurpose(purpose);
    for (int i = 0; i < candidates.size(); i++) {
      ProviderClient client = candidates.get(i);
      Provider provider = client.provider();
      if (i > 0) {
        meter.fellBack(candidates.get(i - 1).provider());
      }
      if (provider != Provider.LOCAL) {
        if (memberMaySpend == null) {
          memberMaySpend = budget.allows(asker);
        }
        if (!memberMaySpend || !budget.allows(provider)) {
          refusals.tooExpensive();
          continue;
        }
        if (!breakers.admit(provider)) {
          refusals.resting();
          continue;
        }
      }
      try {
        return turn.take(
            client, new Call(config.timeout(provider), config.streamIdle(), switchOff));
      } catch (ProviderFailure failure) {
        if (failure.kind() == Kind.CANCELLED) {
          throw new Stopped();
        }
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} gave no {1}: {2} ({3})",
            provider.wireName(),
            purpose.wireName(),
            failure.kind().wireName(),
            failure.getMessage());
        refusals.failed(failure);
        if (!mayGoOn.getAsBoolean()) {
          break;
        }
      }
    }
    throw refusals.problem();
  }

  private <T> Answer<T> answer(
      Asker asker, ProviderClient client, Ask ask, Call call, Reading<T> reading) {
    Purpose purpose = ask.purpose();
    try {
      return repeated(
          asker, client, purpose, call, () -> finished(client.ask(ask, call), reading), () -> true);
    } catch (ProviderFailure failure) {
      Reply reply = failure.reply().orElse(null);
      if (failure.kind() != Kind.UNUSABLE || reply == null || call.expired()) {
        throw failure;
      }
      Ask again = ask.again(reply.text(), String.valueOf(failure.getMessage()));
      return repeated(
              asker,
              client,
              purpose,
              call,
              () -> finished(client.ask(again, call), reading),
              () -> true)
          .plus(usage(reply));
    }
  }

  /** One try, read. */
  private interface Work<T> {
    Finished<T> once();
  }

  private record Finished<T>(Reply reply, T value) {}

  private static <T> Finished<T> finished(Reply reply, Reading<T> reading) {
    try {
      return new Finished<>(reply, reading.read(reply.text()));
    } catch (Unusable e) {
      throw ProviderFailure.unusable(e.fault(), reply);
    }
  }

  private <T> Answer<T> repeated(
      Asker asker,
      ProviderClient client,
      Purpose purpose,
      Call call,
      Work<T> work,
      BooleanSupplier mayRepeat) {
    for (int attempt = 0; ; attempt++) {
      long start = System.nanoTime();
      try {
        Finished<T> done = work.once();
        breakers.succeeded(client.provider());
        Usage usage = books.book(asker, client, purpose, done.reply(), since(start));
        return new Answer<>(done.value(), client.provider(), done.reply().model(), usage);
      } catch (ProviderFailure failure) {
        breakers.failed(client.provider(), failure);
        books.book(asker, client, purpose, failure, since(start));
        boolean resting = breakers.state(client.provider()) == Breaker.State.OPEN;
        if (resting || !mayRepeat.getAsBoolean() || !retries.pause(attempt, failure, call)) {
          throw failure;
        }
      }
    }
  }

  /** What the answer that had to be repaired took; its row is written, this is for the sum. */
  private Usage usage(Reply reply) {
    BigDecimal cost = config.prices().of(reply.model(), reply.inputTokens(), reply.outputTokens());
    return new Usage(reply.inputTokens(), reply.outputTokens(), cost, Duration.ZERO);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
