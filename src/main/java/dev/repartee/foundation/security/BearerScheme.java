package dev.repartee.foundation.security;

import java.util.Optional;

/** One kind of bearer token. A CDI bean; {@link Bearers} asks the first that recognizes a token. */
public interface BearerScheme {

  /** What operators call it, in lower case with underscores. */
  String name();

  /** Whether a token is of this kind by its form; says nothing about whether it is good. */
  boolean recognizes(String token);

  /** As {@link BearerVerifier#verify(String, ActingFor)}, for what is recognized. */
  Optional<Caller> verify(String token, ActingFor actingFor);
}
