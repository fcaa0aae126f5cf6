package dev.repartee.operate.admin;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a job's JSON what is none of an operator's business. Numbers, flags, ids, times and
 * names of constants tell how a job works and are shown; any other text may be what somebody wrote,
 * or a secret, and only its length is told.
 */
final class Discretion {

  private static final Pattern TELLING =
      Pattern.compile(
          "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" // an id
              + "|\\d{4}-\\d\\d-\\d\\d(T[\\d:.]+(Z|[+-]\\d\\d:\\d\\d))?" // a date or a time
              + "|PT?[\\dDHMS.]+" // a duration
              + "|[A-Z][A-Z0-9_]{0,39}"); // a constant

  private Discretion() {}

  /** The values, with texts replaced; null for no JSON, and for what is none. */
  static @Nullable Object of(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try (JsonReader reader = Json.createReader(new StringReader("[" + json + "]"))) {
      JsonStructure read = reader.read();
      return value(read.asJsonArray().get(0));
    } catch (JsonException | IndexOutOfBoundsException e) {
      return hidden(json);
    }
  }

  private static @Nullable Object value(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        value.asJsonObject().forEach((name, member) -> members.put(name, value(member)));
        yield members;
      }
      case ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        value.asJsonArray().forEach(item -> items.add(value(item)));
        yield items;
      }
      case STRING -> text(((JsonString) value).getString());
      case NUMBER -> ((jakarta.json.JsonNumber) value).bigDecimalValue();
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }

  private static String text(String text) {
    return TELLING.matcher(text).matches() ? text : hidden(text);
  }

  private static String hidden(String text) {
    int length = text.codePointCount(0, text.length());
    return "[" + length + (length == 1 ? " character]" : " characters]");
  }
}
