package dev.repartee.foundation.security;

/** There is nobody behind a request that needs somebody. */
public class Unauthenticated extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Unauthenticated() {
    super("Nobody is behind this request", null, false, true);
  }
}
