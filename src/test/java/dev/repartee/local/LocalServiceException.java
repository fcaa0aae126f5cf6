package dev.repartee.local;

import org.jspecify.annotations.Nullable;

/** A local service could not be started, stopped or reached; the message says what to do or see. */
public class LocalServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message meant for the person who typed {@code ./mvnw}. */
  public LocalServiceException(String message) {
    this(message, null);
  }

  /** With a message meant for the person who typed {@code ./mvnw}, and what lies beneath. */
  public LocalServiceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
