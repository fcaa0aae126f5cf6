package dev.repartee.foundation.http;

/**
 * Thrown by a room whose outside service is away, as the parent of its own exception; clients are
 * told {@link ProblemType#UNAVAILABLE}.
 */
public class Unavailable extends RuntimeException {

  public Unavailable(String message) {
    super(message);
  }

  public Unavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
