package dev.repartee.foundation.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** Every kind of bearer token there is, told apart by their form. */
@ApplicationScoped
class Bearers implements BearerVerifier {

  private final List<BearerScheme> schemes;
  private final MetricRegistry registry;

  @Inject
  Bearers(@Any Instance<BearerScheme> schemes, MetricRegistry registry) {
    this.schemes = schemes.stream().toList();
    this.registry = registry;
  }

  @Override
  public Optional<Caller> verify(String token) {
    return verify(token, ActingFor.NOBODY);
  }

  @Override
  public Optional<Caller> verify(String token, ActingFor actingFor) {
    return schemes.stream()
        .filter(scheme -> scheme.recognizes(token))
        .findFirst()
        .flatMap(scheme -> timed(scheme, token, actingFor));
  }

  private Optional<Caller> timed(BearerScheme scheme, String token, ActingFor actingFor) {
    Tag name = new Tag("scheme", scheme.name());
    try (Timer.Context running = registry.timer("repartee_authentication_time", name).time()) {
      return scheme.verify(token, actingFor);
    }
  }
}
