package dev.repartee.foundation.security;

import java.util.Optional;

/** Tells who a bearer token stands for. Identity implements it; HTTP and the WebSocket ask it. */
public interface BearerVerifier {

  /** The caller, or empty when the token is malformed, expired, tampered with or revoked. */
  Optional<Caller> verify(String token);
}
