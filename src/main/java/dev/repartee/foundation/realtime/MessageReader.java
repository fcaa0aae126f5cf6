package dev.repartee.foundation.realtime;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a client as a message, trusting nothing. */
final class MessageReader {

  private static final int MAX_ACTION = 64;
  private static final Pattern STREAM_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private MessageReader() {}

  /**
   * @throws Problem when the text is not a message
   */
  static ClientMessage read(String text) {
    JsonObject object = object(text);
    String action = string(object, object.containsKey("action") ? "action" : "type");
    if (action == null || action.isEmpty() || action.length() > MAX_ACTION) {
      throw Problem.invalid("action", "is required");
    }
    String streamId = string(object, "streamId");
    if (streamId != null && !STREAM_ID.matcher(streamId).matches()) {
      throw Problem.invalid("streamId", "takes 1 to 64 letters, digits and . _ : -");
    }
    return new ClientMessage(action, streamId, payload(object));
  }

  private static JsonObject object(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      if (reader.readValue() instanceof JsonObject object) {
        return object;
      }
    } catch (RuntimeException e) {
      // Told below, without the parser's words; it throws a bare one for what nests too deeply.
    }
    throw new Problem(ProblemType.MALFORMED_BODY, "Send one JSON object per message.");
  }

  private static @Nullable String string(JsonObject object, String field) {
    JsonValue value = object.get(field);
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return null;
    }
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw Problem.invalid(field, "must be a string");
  }

  private static JsonObject payload(JsonObject object) {
    JsonValue value = object.get("payload");
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    if (value instanceof JsonObject payload) {
      return payload;
    }
    throw Problem.invalid("payload", "must be an object");
  }
}
