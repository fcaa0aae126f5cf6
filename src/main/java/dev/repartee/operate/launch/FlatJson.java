package dev.repartee.operate.launch;

import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON object whose values are texts, which is all that Doppler sends; a value that is null is
 * left out. A library would have to be loaded for this, and would cost more than the rest.
 */
final class FlatJson {

  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /** Throws {@link IllegalArgumentException}, without anything of the text in it, for all else. */
  static Map<String, String> read(String text) {
    return new FlatJson(text).object();
  }

  /** The same text that {@link #read} takes. */
  static String write(Map<String, String> values) {
    StringBuilder json = new StringBuilder("{");
    values.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "" : ",");
          quote(name, json);
          json.append(':');
          quote(value, json);
        });
    return json.append('}').toString();
  }

  private static void quote(String value, StringBuilder json) {
    json.append('"');
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  private Map<String, String> object() {
    Map<String, String> values = new TreeMap<>();
    expect('{');
    if (peek() != '}') {
      do {
        String name = string();
        expect(':');
        if (peek() == 'n' && text.startsWith("null", at)) {
          at += "null".length();
        } else {
          values.put(name, string());
        }
      } while (comma());
    }
    expect('}');
    skipBlanks();
    if (at != text.length()) {
      throw new IllegalArgumentException("something follows the object");
    }
    return values;
  }

  private boolean comma() {
    if (peek() != ',') {
      return false;
    }
    at++;
    return true;
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      if (c < ' ') {
        throw new IllegalArgumentException("a control character in a text");
      }
      value.append(c == '\\' ? escaped() : c);
    }
    if (value.indexOf("\0") >= 0) {
      throw new IllegalArgumentException("no variable can hold a NUL");
    }
    return value.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 4; i++) {
          digits.append(next());
        }
        yield hexadecimal(digits.toString());
      }
      default -> throw new IllegalArgumentException("an unknown escape");
    };
  }

  private static char hexadecimal(String digits) {
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw new IllegalArgumentException("an escape without its digits");
    }
    return (char) Integer.parseInt(digits, 16);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw new IllegalArgumentException("not an object of texts");
    }
    at++;
  }

  private char peek() {
    skipBlanks();
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private char next() {
    if (at >= text.length()) {
      throw new IllegalArgumentException("cut off");
    }
    return text.charAt(at++);
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
