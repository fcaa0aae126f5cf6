package dev.repartee.content;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Reads the product's and the tests' own JSON files. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** The list of objects in a file on the class path. */
  public static List<Map<String, Object>> list(String resource) {
    try (InputStream in = Json.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no such file on the class path: " + resource);
      }
      return MAPPER.readValue(in, new TypeReference<List<Map<String, Object>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list of texts. */
  public static List<String> strings(Object value) {
    return MAPPER.convertValue(value, new TypeReference<List<String>>() {});
  }
}
