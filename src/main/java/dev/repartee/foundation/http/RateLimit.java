package dev.repartee.foundation.http;

import java.time.Duration;
import java.util.Locale;

/** The limits there are, with their windows and the variables that change them. */
public enum RateLimit {
  /** Every call, by the client's address. */
  IP("RATE_LIMIT_MAX", 100, Duration.ofMinutes(1), false),
  /** Every call of a member. */
  MEMBER("RATE_LIMIT_MEMBER", 120, Duration.ofMinutes(1), true),
  /** Every call by an API key, counted for the key. */
  API_KEY("RATE_LIMIT_API_KEY", 300, Duration.ofMinutes(1), true),
  LOGIN("RATE_LIMIT_LOGIN", 10, Duration.ofMinutes(15), false),
  REGISTER("RATE_LIMIT_REGISTER", 5, Duration.ofHours(1), false),
  UPLOADS("RATE_LIMIT_UPLOADS", 10, Duration.ofHours(1), true),
  SUGGESTIONS("RATE_LIMIT_SUGGESTIONS", 20, Duration.ofHours(1), true),
  MESSAGE_WRITES("RATE_LIMIT_MESSAGE_WRITES", 100, Duration.ofHours(1), true);

  private final String variable;
  private final int fallback;
  private final Duration window;
  private final boolean byMember;

  RateLimit(String variable, int fallback, Duration window, boolean byMember) {
    this.variable = variable;
    this.fallback = fallback;
    this.window = window;
    this.byMember = byMember;
  }

  String variable() {
    return variable;
  }

  int fallback() {
    return fallback;
  }

  Duration window() {
    return window;
  }

  /** Whether a member is counted rather than an address. */
  boolean byMember() {
    return byMember;
  }

  /** The name in the headers. */
  String policy() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
