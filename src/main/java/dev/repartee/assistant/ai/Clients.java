package dev.repartee.assistant.ai;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** The providers of the strategy, in order, each with its client. */
@ApplicationScoped
class Clients {

  private final List<ProviderClient> inOrder;

  @Inject
  Clients(AiConfig config, LocalClient local, InstantSource clock) {
    Vendors vendors = new Vendors(new VendorHttp(clock), config.maxOutputTokens());
    inOrder =
        config.strategy().stream()
            .map(provider -> config.endpoint(provider).map(vendors::client).orElse(local))
            .toList();
  }

  List<ProviderClient> forPurpose(Purpose purpose) {
    return inOrder.stream().filter(client -> client.supports(purpose)).toList();
  }

  /** Who is asked, in order; another list means other answers. */
  String fingerprint() {
    return inOrder.stream()
        .map(client -> client.provider().wireName() + ":" + client.model())
        .collect(Collectors.joining(","));
  }
}
