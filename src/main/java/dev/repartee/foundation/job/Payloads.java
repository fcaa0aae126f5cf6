package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Json;
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

  static <P extends Record> P read(String json, Class<P> type) {
    return Json.read(json, type);
  }
}
