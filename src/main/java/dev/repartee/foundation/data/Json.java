package dev.repartee.foundation.data;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** JSON as it is stored: records, written and read by JSON-B. */
public final class Json {

  /**
   * Made on first use: while the server deploys the application, JSON-B's provider can not be found
   * yet.
   */
  private static final class Binding {
    static final Jsonb JSONB = JsonbBuilder.create();
  }

  private Json() {}

  public static String write(Object value) {
    return Binding.JSONB.toJson(value);
  }

  /**
   * Reads what {@link #write} wrote, now or by an earlier version.
   *
   * @throws jakarta.json.bind.JsonbException when the text does not fit the type
   */
  public static <T> T read(String json, Class<T> type) {
    return Binding.JSONB.fromJson(json, type);
  }
}
