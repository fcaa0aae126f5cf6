package dev.repartee.assistant.ai;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** A breaker for each remote provider, and what other instances say. */
@ApplicationScoped
class Breakers {

  private static final System.Logger LOG = System.getLogger(Breakers.class.getName());

  private final Map<Provider, Breaker> breakers = new EnumMap<>(Provider.class);
  private final Cooldowns shared;

  @Inject
  Breakers(AiConfig config, Cooldowns shared, InstantSource clock) {
    this.shared = shared;
    for (Provider provider : Provider.values()) {
      config
          .endpoint(provider)
          .ifPresent(
              endpoint ->
                  breakers.put(
                      provider,
                      new Breaker(config.patience(), endpoint.timeout().multipliedBy(2), clock)));
    }
  }

  /** Whether the provider may be asked now. Each true is followed by one of the reports below. */
  boolean admit(Provider provider) {
    Breaker breaker = breakers.get(provider);
    if (breaker == null) {
      return true;
    }
    // Whoever opened its own breaker probes when its own time is over.
    if (breaker.state() == Breaker.State.CLOSED && shared.holds(provider)) {
      return false;
    }
    return breaker.admits();
  }

  void succeeded(Provider provider) {
    Breaker breaker = breakers.get(provider);
    if (breaker != null && breaker.succeeded()) {
      shared.end(provider);
      LOG.log(System.Logger.Level.INFO, "{0} answers again", provider.wireName());
    }
  }

  void failed(Provider provider, ProviderFailure failure) {
    Breaker breaker = breakers.get(provider);
    if (breaker == null) {
      return;
    }
    if (failure.kind() == ProviderFailure.Kind.CANCELLED) {
      breaker.undecided();
      return;
    }
    if (!failure.kind().providersFault()) {
      succeeded(provider); // it answered, only not what we wanted
      return;
    }
    Duration cooldown = breaker.failed(failure);
    if (!cooldown.isZero()) {
      shared.begin(provider, cooldown);
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is left alone for {1}: {2}",
          provider.wireName(),
          cooldown,
          failure.kind().wireName());
    }
  }

  Breaker.State state(Provider provider) {
    Breaker breaker = breakers.get(provider);
    return breaker == null ? Breaker.State.CLOSED : breaker.state();
  }
}
