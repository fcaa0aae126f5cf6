package dev.repartee.foundation.security;

import java.util.Optional;

/** Tells who a bearer token stands for; HTTP and the WebSocket ask it. */
public interface BearerVerifier {

  /** The caller, or empty when the token is malformed, expired, tampered with or revoked. */
  Optional<Caller> verify(String token);

  /** As {@link #verify(String)}, for a token whose bearer may say for whom they act. */
  default Optional<Caller> verify(String token, ActingFor actingFor) {
    return verify(token);
  }
}
