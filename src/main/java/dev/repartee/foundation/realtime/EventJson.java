package dev.repartee.foundation.realtime;

import dev.repartee.foundation.http.JsonConfig;
import dev.repartee.foundation.http.Problem;
import jakarta.json.JsonObject;
import jakarta.json.bind.JsonbException;

/** Events as JSON text and payloads as records. */
final class EventJson {

  private EventJson() {}

  static String write(Object event) {
    return JsonConfig.shared().toJson(event);
  }

  static <T> T read(JsonObject payload, Class<T> type) {
    try {
      return JsonConfig.shared().fromJson(payload.toString(), type);
    } catch (JsonbException e) {
      throw Problem.invalid("payload", "does not have the form this action takes");
    }
  }
}
