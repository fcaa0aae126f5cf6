package dev.repartee.foundation.job;

/** How types of payloads are called in the table; needs nothing, so that commands can use it. */
final class PayloadType {

  private PayloadType() {}

  /** Its class without the package, so that a room can move. */
  static String of(Class<?> payload) {
    String name = payload.getName();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }
}
