package dev.repartee.foundation.data;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Primary keys: UUIDv7 (RFC 9562), so that keys made later sort later. */
public final class Ids {

  private Ids() {}

  public static UUID next() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
