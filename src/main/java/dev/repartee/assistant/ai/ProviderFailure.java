package dev.repartee.assistant.ai;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a provider that gave nothing to use. Its message is for our log: it never carries
 * what the vendor wrote, because that may repeat a key or somebody's words.
 */
final class ProviderFailure extends RuntimeException {

  /** What kinds there are, and what each means for asking again. */
  enum Kind {
    /** 429: too many calls, or out of quota. */
    RATE_LIMITED(true, true),
    /** 5xx. */
    SERVER_ERROR(true, true),
    /** No connection, or one that broke. */
    UNREACHABLE(true, true),
    /** No answer in the time there was. */
    TIMEOUT(false, true),
    /** 401, 403, 404: our key or our model is wrong; every call will fail like this. */
    DENIED(false, true),
    /** Another 4xx: this one request is not to the provider's taste. */
    REJECTED(false, false),
    /** An answer that can not be used: empty, refused, or not in the form we asked for. */
    UNUSABLE(false, false),
    /** We stopped it. */
    CANCELLED(false, false);

    private final boolean retried;
    private final boolean providersFault;

    Kind(boolean retried, boolean providersFault) {
      this.retried = retried;
      this.providersFault = providersFault;
    }

    /** Whether the same provider may do better in a moment. */
    boolean retried() {
      return retried;
    }

    /** Whether it says something about the provider, and not only about this request. */
    boolean providersFault() {
      return providersFault;
    }

    /** The name in metrics and in the usage table. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind ofStatus(int status) {
      return switch (status) {
        case 408, 504 -> TIMEOUT;
        case 429 -> RATE_LIMITED;
        case 401, 402, 403, 404 -> DENIED;
        default -> status >= 500 ? SERVER_ERROR : REJECTED;
      };
    }
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;
  private final transient @Nullable Reply reply;

  private ProviderFailure(
      Kind kind,
      String message,
      @Nullable Throwable cause,
      @Nullable Duration retryAfter,
      @Nullable Reply reply) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.reply = reply;
  }

  static ProviderFailure of(Kind kind, String message) {
    return new ProviderFailure(kind, message, null, null, null);
  }

  static ProviderFailure of(Kind kind, String message, Throwable cause) {
    return new ProviderFailure(kind, message, cause, null, null);
  }

  /** For an answer with an HTTP status that is no success. */
  static ProviderFailure ofStatus(int status, @Nullable Duration retryAfter) {
    return new ProviderFailure(
        Kind.ofStatus(status), "HTTP status " + status, null, retryAfter, null);
  }

  /** For an answer that came but can not be used; it cost something all the same. */
  static ProviderFailure unusable(String message, Reply reply) {
    return new ProviderFailure(Kind.UNUSABLE, message, null, null, reply);
  }

  /** The first of our own failures among the causes, or one of the given kind. */
  static ProviderFailure in(Throwable thrown, Kind otherwise) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ProviderFailure failure) {
        return failure;
      }
    }
    return of(otherwise, thrown.getClass().getSimpleName(), thrown);
  }

  /** The same, after a part of an answer had come. */
  ProviderFailure after(Reply part) {
    return new ProviderFailure(kind, String.valueOf(getMessage()), getCause(), retryAfter, part);
  }

  Kind kind() {
    return kind;
  }

  /** How long the vendor asks us to wait. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What came, for an answer that can not be used or that broke off. */
  Optional<Reply> reply() {
    return Optional.ofNullable(reply);
  }
}
