package dev.repartee.foundation.http;

import java.time.Duration;
import java.util.Locale;

/** The limits there are, with their windows and the variables that change them. */
public enum RateLimit {
  /** Every call, by the client's address. */
  IP("RATE_LIMIT_MAX", 100, Duration.ofMinutes(1), Of.ADDRESS),
  /** Every call of a member. */
  MEMBER("RATE_LIMIT_MEMBER", 120, Duration.ofMinutes(1), Of.CALLER),
  /** Every call with an API key, instead of {@link #MEMBER}. */
  API_KEY("RATE_LIMIT_API_KEY", 600, Duration.ofMinutes(1), Of.CALLER),
  LOGIN("RATE_LIMIT_LOGIN", 10, Duration.ofMinutes(15), Of.ADDRESS),
  REGISTER("RATE_LIMIT_REGISTER", 5, Duration.ofHours(1), Of.ADDRESS),
  /** Requests for a forgotten password. */
  RECOVERY("RATE_LIMIT_RECOVERY", 5, Duration.ofHours(1), Of.ADDRESS),
  /** Attempts to change a password. */
  PASSWORD("RATE_LIMIT_PASSWORD", 10, Duration.ofMinutes(15), Of.CALLER),
  /** Requests for another mail that confirms an address. */
  VERIFICATION("RATE_LIMIT_VERIFICATION", 5, Duration.ofHours(1), Of.CALLER),
  /** Calls that prove anew who the caller is. */
  PROOFS("RATE_LIMIT_PROOFS", 10, Duration.ofMinutes(15), Of.CALLER),
  INVITATIONS("RATE_LIMIT_INVITATIONS", 20, Duration.ofHours(1), Of.CALLER),
  UPLOADS("RATE_LIMIT_UPLOADS", 10, Duration.ofHours(1), Of.CALLER),
  SUGGESTIONS("RATE_LIMIT_SUGGESTIONS", 20, Duration.ofHours(1), Of.CALLER),
  MESSAGE_WRITES("RATE_LIMIT_MESSAGE_WRITES", 100, Duration.ofHours(1), Of.CALLER);

  /** Whose calls are counted. */
  enum Of {
    ADDRESS,
    /** The API key, or else the member; the address of who is neither. */
    CALLER
  }

  private final String variable;
  private final int fallback;
  private final Duration window;
  private final Of whose;

  RateLimit(String variable, int fallback, Duration window, Of whose) {
    this.variable = variable;
    this.fallback = fallback;
    this.window = window;
    this.whose = whose;
  }

  /** The variable that changes it. */
  public String variable() {
    return variable;
  }

  int fallback() {
    return fallback;
  }

  Duration window() {
    return window;
  }

  Of whose() {
    return whose;
  }

  /** The name in the headers. */
  String policy() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
