package dev.repartee.account.identity;

import dev.repartee.foundation.http.RequestOrigin;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Since when somebody is signed in on a device, until when at most, and what is known of where.
 *
 * @param address the client's, at the last use
 * @param device a summary of what the client says it is, at the last use
 */
record SignIn(
    Instant at, @Nullable Instant endsAt, @Nullable String address, @Nullable String device) {

  /** From where the request at hand comes. */
  static SignIn fromHere(Instant at, @Nullable Instant endsAt) {
    Optional<RequestOrigin> origin = RequestOrigin.current();
    return new SignIn(
        at,
        endsAt,
        origin.map(RequestOrigin::address).orElse(null),
        origin.map(RequestOrigin::userAgent).flatMap(DeviceName::of).orElse(null));
  }
}
