package dev.repartee.foundation.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the request that this thread answers comes from.
 *
 * @param address the client's, as far as it can be believed
 * @param userAgent what the client says it is, which need not be so
 */
public record RequestOrigin(String address, @Nullable String userAgent) {

  private static final ThreadLocal<RequestOrigin> CURRENT = new ThreadLocal<>();

  /** The address, or of IPv6 the /64 that one customer has: who is counted as one. */
  public String network() {
    return RateSubject.network(address);
  }

  /** Empty on a thread that answers no request. */
  public static Optional<RequestOrigin> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  static void set(RequestOrigin origin) {
    CURRENT.set(origin);
  }

  static void clear() {
    CURRENT.remove();
  }
}
