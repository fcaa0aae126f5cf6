package dev.repartee.foundation.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Every kind of bearer token there is, told apart by their form. */
@ApplicationScoped
class Bearers implements BearerVerifier {

  private final List<BearerScheme> schemes;

  @Inject
  Bearers(@Any Instance<BearerScheme> schemes) {
    this.schemes = schemes.stream().toList();
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
        .flatMap(scheme -> scheme.verify(token, actingFor));
  }
}
