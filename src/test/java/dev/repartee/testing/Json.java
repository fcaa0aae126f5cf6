package dev.repartee.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON files of the tests: maps, lists, strings, doubles, booleans; null is refused. */
public final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** The list of objects in a file on the class path. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> list(String resource) {
    try (InputStream in = Json.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no such file on the class path: " + resource);
      }
      Json json = new Json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      Object value = json.value();
      json.blanks();
      if (json.at != json.text.length()) {
        throw json.bad("end");
      }
      return (List<Map<String, Object>>) value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The strings of a list. */
  @SuppressWarnings("unchecked")
  public static List<String> strings(Object value) {
    return (List<String>) value;
  }

  private Object value() {
    blanks();
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't', 'f' -> bool();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    take('{');
    while (!next('}')) {
      if (!object.isEmpty()) {
        take(',');
      }
      blanks();
      String key = string();
      take(':');
      if (object.put(key, value()) != null) {
        throw bad("no second " + key);
      }
    }
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    take('[');
    while (!next(']')) {
      if (!array.isEmpty()) {
        take(',');
      }
      array.add(value());
    }
    return array;
  }

  private String string() {
    take('"');
    StringBuilder string = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c != '\\') {
        string.append(c);
        continue;
      }
      char escaped = text.charAt(at++);
      switch (escaped) {
        case 'n' -> string.append('\n');
        case 't' -> string.append('\t');
        case '"', '\\', '/' -> string.append(escaped);
        case 'u' -> {
          string.append((char) Integer.parseInt(text, at, at + 4, 16));
          at += 4;
        }
        default -> throw bad("an escape");
      }
    }
    at++;
    return string.toString();
  }

  private Object bool() {
    boolean yes = text.startsWith("true", at);
    at += yes ? 4 : 5;
    return yes;
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (start == at) {
      throw bad("a value");
    }
    return Double.valueOf(text.substring(start, at));
  }

  private boolean next(char expected) {
    blanks();
    if (text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void take(char expected) {
    if (!next(expected)) {
      throw bad("'" + expected + "'");
    }
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException bad(String expected) {
    return new IllegalArgumentException("expected " + expected + " at character " + at);
  }
}
