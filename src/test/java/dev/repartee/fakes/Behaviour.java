package dev.repartee.fakes;

import java.time.Duration;
import java.util.Optional;

/**
 * How a fake vendor treats one call.
 *
 * @param kind what it does
 * @param status the HTTP status, for {@link Kind#STATUS}
 * @param text what the model says, for those that say something; sent in words when streamed
 * @param delay how long it thinks before the first byte
 * @param pieces how many words of a stream it sends before it stops
 * @param retryAfter the value of the header {@code Retry-After}
 */
public record Behaviour(
    Kind kind, int status, String text, Duration delay, int pieces, Optional<String> retryAfter) {

  /** What a fake vendor can do. */
  public enum Kind {
    /** Answers as documented. */
    OK,
    /** Answers with an error as documented. */
    STATUS,
    /** Takes the request and says nothing. */
    HANG,
    /** Sends some words of a stream and then only keeps the connection. */
    STALL,
    /** Sends some words and breaks the connection. */
    CUT,
    /** Sends some words and ends the stream properly, but without its last events. */
    END_EARLY,
    /** Sends some words and then the vendor's error event, where it has one. */
    ERROR_EVENT,
    /** Answers 200 with a body that is no JSON. */
    MALFORMED,
    /** Answers as documented, with nothing in it. */
    EMPTY
  }

  public static Behaviour ok(String text) {
    return new Behaviour(Kind.OK, 200, text, Duration.ZERO, 0, Optional.empty());
  }

  public static Behaviour slow(Duration delay, String text) {
    return new Behaviour(Kind.OK, 200, text, delay, 0, Optional.empty());
  }

  public static Behaviour status(int status) {
    return new Behaviour(Kind.STATUS, status, "", Duration.ZERO, 0, Optional.empty());
  }

  public static Behaviour rateLimited(String retryAfter) {
    return new Behaviour(Kind.STATUS, 429, "", Duration.ZERO, 0, Optional.of(retryAfter));
  }

  public static Behaviour hang() {
    return of(Kind.HANG, "", 0);
  }

  public static Behaviour stallAfter(int words, String text) {
    return of(Kind.STALL, text, words);
  }

  public static Behaviour cutAfter(int words, String text) {
    return of(Kind.CUT, text, words);
  }

  public static Behaviour endEarlyAfter(int words, String text) {
    return of(Kind.END_EARLY, text, words);
  }

  public static Behaviour errorEventAfter(int words, String text) {
    return of(Kind.ERROR_EVENT, text, words);
  }

  public static Behaviour malformed() {
    return of(Kind.MALFORMED, "", 0);
  }

  public static Behaviour empty() {
    return of(Kind.EMPTY, "", 0);
  }

  private static Behaviour of(Kind kind, String text, int pieces) {
    return new Behaviour(kind, 200, text, Duration.ZERO, pieces, Optional.empty());
  }
}
