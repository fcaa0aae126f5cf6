package dev.repartee.foundation.http;

import java.util.UUID;

/**
 * Which part of a list, newest first, a client asks for.
 *
 * @param before only rows whose key is smaller, that is older
 * @param limit how many at most
 */
public record PageRequest(UUID before, int limit) {

  /** How many rows to read to know whether there are more. */
  public int oneMore() {
    return limit + 1;
  }
}
