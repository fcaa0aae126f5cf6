package dev.repartee.assistant.ai;

import dev.repartee.fakes.FakeAnthropic;
import dev.repartee.fakes.FakeGemini;
import dev.repartee.fakes.FakeOpenAi;
import dev.repartee.fakes.FakeVendor;
import dev.repartee.foundation.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The whole room on fake vendors, with a clock that tests set and pauses that take no time. */
final class Room implements AutoCloseable {

  static final String SUGGESTION =
      """
      {"text": "Saturday works, shall we say ten?", "title": "Pin it down", "tag": "plan", \
      "analysis": "They asked for a day."}""";

  static final Asker ASKER = new Asker(UUID.randomUUID(), UUID.randomUUID());

  final FakeOpenAi openAi = new FakeOpenAi();
  final FakeAnthropic anthropic = new FakeAnthropic();
  final FakeGemini gemini = new FakeGemini();
  final InMemoryLedger ledger;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final List<Provider> fallbacks = new ArrayList<>();
  final Shared shared;
  volatile Instant now = Instant.parse("2026-05-17T12:00:00Z");
  final InstantSource clock = () -> now;
  final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> values = new HashMap<>();

  Room() {
    this(new Shared(), new InMemoryLedger());
  }

  /** A second instance beside another one. */
  Room(Shared shared, InMemoryLedger ledger) {
    this.shared = shared;
    this.ledger = ledger;
    openAi.otherwise(dev.repartee.fakes.Behaviour.ok(SUGGESTION));
    anthropic.otherwise(dev.repartee.fakes.Behaviour.ok(SUGGESTION));
    gemini.otherwise(dev.repartee.fakes.Behaviour.ok(SUGGESTION));
    key("OPENAI", openAi);
    key("ANTHROPIC", anthropic);
    key("GEMINI", gemini);
    with("AI_TIMEOUT", "5s");
  }

  private void key(String prefix, FakeVendor vendor) {
    with(prefix + "_API_KEY", FakeVendor.KEY);
    with(prefix + "_BASE_URL", vendor.baseUrl().toString());
  }

  Room with(String name, String value) {
    values.put(name, value);
    return this;
  }

  Room strategy(String primary, String fallbacks) {
    return with("AI_PROVIDER_STRATEGY_PRIMARY", primary)
        .with("AI_PROVIDER_STRATEGY_FALLBACKS", fallbacks);
  }

  AiConfig config() {
    Settings settings = Settings.of(values);
    AiConfig config = new AiConfig(settings);
    if (!settings.problems().isEmpty()) {
      throw new IllegalArgumentException(settings.problems().toString());
    }
    return config;
  }

  Assistant open() {
    AiConfig config = config();
    Breakers breakers = new Breakers(config, shared, clock);
    Budget budget = new Budget(config, ledger, clock);
    Meter meter =
        new Meter() {
          @Override
          public void called(UsageRow row) {}

          @Override
          public void fellBack(Provider from) {
            fallbacks.add(from);
          }
        };
    Strategy strategy =
        new Strategy(
            config,
            new Clients(config, new LocalClient(List::of), clock),
            budget,
            breakers,
            new Bookkeeper(config, ledger, budget, meter, clock),
            meter,
            new Retries(
                config.patience(),
                new SplittableRandom(7),
                (duration, call) -> {
                  pauses.add(duration);
                  call.cancellation().pause(Duration.ofMillis(1));
                }));
    return new Assistant(strategy, threads);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    openAi.close();
    anthropic.close();
    gemini.close();
  }

  /** What instances tell each other. */
  static final class Shared implements Cooldowns {

    final Map<Provider, Duration> begun = new HashMap<>();

    @Override
    public synchronized boolean holds(Provider provider) {
      return begun.containsKey(provider);
    }

    @Override
    public synchronized void begin(Provider provider, Duration cooldown) {
      begun.put(provider, cooldown);
    }

    @Override
    public synchronized void end(Provider provider) {
      begun.remove(provider);
    }
  }
}
