package dev.repartee.foundation.data;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Primary keys: UUIDv7 (RFC 9562), so that keys made later sort later. */
public final class Ids {

  /** Comes after every key there is. */
  public static final UUID LAST = new UUID(-1, -1);

  private Ids() {}

  public static UUID next() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
