package dev.repartee.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Values that somebody sends who wants to see what breaks: none is what any field asks for. */
final class Hostile {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t\r\n",
          "\0",
          "a\0b",
          "\u0001\u001f\u007f\u0085",
          "\ufeff",
          "\uffff",
          "\u202emoc.elpmaxe",
          "e\u0301\u0323".repeat(40),
          "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66".repeat(30),
          "\ud800",
          "\udc00\ud800",
          "ß".repeat(200),
          "İstanbul ı K",
          "' OR '1'='1",
          "'; DROP TABLE app_user; --",
          "\\",
          "\"",
          "%",
          "%00",
          "%_%",
          "<script>alert(1)</script>",
          "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
          "../../../../etc/passwd",
          "..\\..\\windows",
          "/",
          "//example.com",
          "${jndi:ldap://127.0.0.1/a}",
          "#{7*7}",
          "{{7*7}}",
          "$(id)",
          "null",
          "undefined",
          "true",
          "NaN",
          "-Infinity",
          "0x10",
          "1e309",
          "-1",
          "99999999999999999999",
          "٣",
          "0000-00-00",
          "2026-02-30",
          "2026-01-01T24:61:61Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-1000000000-01-01T00:00:00Z",
          "PT999999999999H",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "g0000000-0000-0000-0000-000000000000",
          "1-1-1-1-1",
          "http://169.254.169.254/latest/meta-data",
          "javascript:alert(1)",
          "data:text/html,x",
          "a@b",
          "\"very odd\"@example.com",
          "ann@example.com\r\nBcc: all@example.com",
          "xn--80ak6aa92e.com",
          "en-US-x-\u00e9",
          "image/png; charset=\"",
          "*/*");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1.5",
          "-0.0000001",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "1e308",
          "1e400",
          "-1e400",
          "1e-400",
          "1e999999999",
          "0.1e-999999999");

  private Hostile() {}

  static String text(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "x".repeat(1 + random.nextInt(20_000));
      case 1 -> random(random, 1 + random.nextInt(60));
      case 2 -> new UUID(random.nextLong(), random.nextLong()).toString();
      case 3 -> number(random);
      default -> TEXTS.get(random.nextInt(TEXTS.size()));
    };
  }

  static String number(Random random) {
    return random.nextInt(10) == 0
        ? new BigInteger(400, random).toString()
        : NUMBERS.get(random.nextInt(NUMBERS.size()));
  }

  /** Any JSON value; a number that JSON has no node for is made when it is written. */
  static JsonNode json(Random random, int depth) {
    return switch (random.nextInt(depth > 2 ? 5 : 7)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(new BigDecimal(small(number(random))));
      case 3, 4 -> NODES.textNode(text(random));
      case 5 -> {
        ArrayNode array = NODES.arrayNode();
        int size = random.nextInt(20) == 0 ? 2_000 : random.nextInt(4);
        JsonNode repeated = json(random, depth + 1);
        for (int i = 0; i < size; i++) {
          array.add(size > 10 ? repeated : json(random, depth + 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(text(random), json(random, depth + 1));
        }
        yield object;
      }
    };
  }

  /** JSON as text, with numbers of any size, and halves of characters as escapes. */
  static String write(JsonNode node) {
    try {
      StringBuilder escaped = new StringBuilder();
      String text = JSON.writeValueAsString(node);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (Character.isSurrogate(c)) {
          escaped.append(String.format("\\u%04x", (int) c));
        } else {
          escaped.append(c);
        }
      }
      return escaped.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String small(String number) {
    return number.contains("999999999") ? "1e400" : number;
  }

  private static String random(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          random.nextInt(4) == 0 ? random.nextInt(0x110000) : 0x20 + random.nextInt(0x5f));
    }
    return text.toString();
  }
}
