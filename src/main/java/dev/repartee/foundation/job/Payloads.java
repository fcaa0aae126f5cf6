package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Payloads as the job table keeps them. */
final class Payloads {

  static final int MAX_BYTES = 64 * 1024;

  private Payloads() {}

  /** The name of a payload's type: its class without the package, so that a room can move. */
  static String type(Class<?> payload) {
    String name = payload.getName();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  static String write(Record payload) {
    String json = Json.write(payload);
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          type(payload.getClass()) + " has " + bytes + " bytes; a payload may have " + MAX_BYTES);
    }
    return json;
  }

  /**
   * Reads a payload, brought up to its handler's version when it was written before.
   *
   * @throws IllegalStateException when it was written by a newer version than this one
   */
  static <P extends Record> P read(Lease lease, Class<P> type, JobHandler<P> handler) {
    if (lease.version() == handler.version()) {
      return Json.read(lease.payload(), type);
    }
    if (lease.version() > handler.version()) {
      throw new IllegalStateException(
          "%s has version %d, and this instance knows up to %d"
              .formatted(lease.type(), lease.version(), handler.version()));
    }
    JsonObject old = Json.read(lease.payload(), JsonObject.class);
    return Json.read(handler.upgrade(old, lease.version()).toString(), type);
  }
}
