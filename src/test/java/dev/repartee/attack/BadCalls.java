package dev.repartee.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Makes calls from an OpenAPI document: mostly almost right, so that they get far, and with
 * something wrong in the path, the query, the headers or the body. The same seed makes the same
 * call.
 */
final class BadCalls {

  /** A call, ready to be sent. */
  record Call(
      String method, String path, Map<String, String> headers, String contentType, byte[] body) {

    @Override
    public String toString() {
      String text = new String(body, StandardCharsets.UTF_8);
      return method
          + " "
          + shortened(path)
          + " "
          + headers
          + " "
          + contentType
          + " "
          + shortened(text);
    }

    private static String shortened(String text) {
      return text.length() <= 400 ? text : text.substring(0, 400) + "… (" + text.length() + ")";
    }
  }

  private static final List<String> WRONG_TYPES =
      List.of(
          "",
          "text/plain",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "multipart/form-data",
          "application/json; charset=utf-16",
          "application/json; charset=nonsense",
          "application/problem+json",
          "application/octet-stream",
          "application/*",
          "*/*",
          "a/b/c",
          "json",
          ";",
          "application/json; x=\"");
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Accept",
          List.of("text/html", "application/xml;q=0", "*/*;q=2", "a/b/c", "application/json;q=x"),
          "If-Match",
          List.of("*", "\"\"", "\"0\"", "W/\"1\"", "no quotes", "\"99999999999999999999\"", ","),
          "If-None-Match",
          List.of("*", "W/\"\"", ",,,", "\"1\", \"2\""),
          "Idempotency-Key",
          List.of("", " ", "k", "'", "k".repeat(300), "../x", "{}"),
          "Range",
          List.of("bytes=0-", "bytes=9-1", "lines=1"),
          "Content-Encoding",
          List.of("gzip", "br", "nonsense"),
          "Cookie",
          List.of("refresh_token=", "refresh_token=\"", "=", ";;;", "refresh_token=a.b.c"),
          "X-HTTP-Method-Override",
          List.of("DELETE", "TRACE"),
          "traceparent",
          List.of("00-0-0-0", "ff-" + "0".repeat(32) + "-" + "0".repeat(16) + "-01"),
          "Accept-Language",
          List.of("*", "xx-" + "y".repeat(200), "en;q=z"));

  private final JsonNode document;
  private final Function<String, String> known;

  /**
   * @param known a value of a thing that is really there for the name of a path's variable
   */
  BadCalls(JsonNode document, Function<String, String> known) {
    this.document = document;
    this.known = known;
  }

  Call make(Operation operation, long seed) {
    Random random = new Random(seed);
    StringBuilder query = new StringBuilder();
    String path = operation.template();
    for (JsonNode parameter : operation.description().path("parameters")) {
      String name = parameter.path("name").asText();
      switch (parameter.path("in").asText()) {
        case "path" -> path = path.replace("{" + name + "}", variable(name, random));
        case "query" -> addParameter(query, name, parameter.path("schema"), random);
        default -> {} // headers come by themselves
      }
    }
    if (random.nextInt(10) == 0) {
      addPair(query, Hostile.text(random), Hostile.text(random));
    }
    if (query.length() > 7_000) {
      query.setLength(7_000);
      int escape = query.lastIndexOf("%");
      query.setLength(escape > 6_997 ? escape : 7_000);
    }
    boolean wantsBody = operation.description().has("requestBody");
    byte[] body = wantsBody ? body(operation, random) : new byte[0];
    boolean wrongType = wantsBody && random.nextInt(10) == 0;
    String type = wrongType ? pick(WRONG_TYPES, random) : wantsBody ? "application/json" : "";
    return new Call(
        operation.method(),
        query.length() == 0 ? path : path + "?" + query.substring(1),
        headers(random),
        type,
        body);
  }

  private String variable(String name, Random random) {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> encoded(known.apply(name));
      case 3 -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
      default -> {
        // control characters and ways above the root never get as far as the product: RawRequestsIT
        String text = Hostile.text(random).replaceAll("\\p{Cntrl}|[\\x80-\\x9f]|\\.\\.", "");
        String bounded = text.substring(0, Math.min(text.length(), 2_000));
        yield bounded.isEmpty() ? "-" : encoded(bounded);
      }
    };
  }

  private void addParameter(StringBuilder query, String name, JsonNode schema, Random random) {
    int times = random.nextInt(8) == 0 ? 2 : random.nextInt(3) == 0 ? 0 : 1;
    for (int i = 0; i < times; i++) {
      JsonNode value = random.nextBoolean() ? right(schema, 0, random) : null;
      addPair(query, name, value == null ? Hostile.text(random) : value.asText());
    }
  }

  private static void addPair(StringBuilder query, String name, String value) {
    query.append('&').append(encoded(name)).append('=').append(encoded(value));
  }

  private static Map<String, String> headers(Random random) {
    Map<String, String> headers = new LinkedHashMap<>();
    List<String> names = HEADERS.keySet().stream().sorted().toList();
    while (random.nextInt(3) == 0) {
      String name = pick(names, random);
      headers.put(name, pick(HEADERS.getOrDefault(name, List.of("")), random));
    }
    return headers;
  }

  private byte[] body(Operation operation, Random random) {
    JsonNode schema = operation.description().at("/requestBody/content/application~1json/schema");
    JsonNode right = right(schema, 0, random);
    String text =
        switch (random.nextInt(12)) {
          case 0 -> Hostile.write(right);
          case 1 -> Hostile.write(Hostile.json(random, 0));
          case 2 -> malformed(Hostile.write(right), random);
          case 3 -> extreme(random);
          default -> Hostile.write(spoilt(right, random));
        };
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(15) == 0 && bytes.length > 2) { // no UTF-8, or not any more
      bytes[1 + random.nextInt(bytes.length - 2)] = (byte) (0x80 + random.nextInt(0x80));
    }
    return random.nextInt(60) == 0 ? text.getBytes(StandardCharsets.UTF_16) : bytes;
  }

  private static String malformed(String json, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> json.substring(0, random.nextInt(json.length() + 1));
      case 1 -> json + json;
      case 2 -> json.replace("\"", "'");
      case 3 -> json.replace(":", "=");
      case 4 -> "{\"a\":1,\"a\":2," + json.substring(Math.min(1, json.length()));
      default -> json.replaceFirst("[}\\]]", ",}");
    };
  }

  private static String extreme(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "[".repeat(50_000);
      case 1 -> "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);
      case 2 -> "{\"name\":" + Hostile.number(random) + ",\"limit\":" + "9".repeat(5_000) + "}";
      case 3 -> "\"" + "a".repeat(random.nextInt(8) == 0 ? 2_200_000 : 100_000) + "\"";
      default -> "{" + "\"k\":0,".repeat(5_000) + "\"z\":1}";
    };
  }

  /** The same with one thing wrong, at any depth. */
  private static JsonNode spoilt(JsonNode right, Random random) {
    if (right instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = pick(names, random);
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(Hostile.text(random), Hostile.json(random, 1));
        case 2 -> object.set(name, spoilt(object.path(name), random));
        default -> object.set(name, Hostile.json(random, 0));
      }
      return object;
    }
    if (right.isArray() && !right.isEmpty() && random.nextBoolean()) {
      spoilt(right.get(0), random);
      return right;
    }
    return Hostile.json(random, 0);
  }

  /** Something that the schema allows, more or less. */
  private JsonNode right(JsonNode given, int depth, Random random) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    JsonNode schema = resolved(given);
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      if (schema.path(choice).size() > 0) {
        JsonNode options = schema.path(choice);
        return right(options.get(random.nextInt(options.size())), depth + 1, random);
      }
    }
    if (schema.path("enum").size() > 0) {
      return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
    }
    if (schema.path("examples").size() > 0 && random.nextInt(4) > 0) {
      return schema.path("examples").get(0).deepCopy();
    }
    return switch (type(schema)) {
      case "object" -> {
        ObjectNode object = nodes.objectNode();
        if (depth < 6) {
          schema
              .path("properties")
              .fields()
              .forEachRemaining(
                  field -> object.set(field.getKey(), right(field.getValue(), depth + 1, random)));
        }
        yield object;
      }
      case "array" ->
          depth > 5
              ? nodes.arrayNode()
              : nodes.arrayNode().add(right(schema.path("items"), depth + 1, random));
      case "integer", "number" -> nodes.numberNode(random.nextInt(100));
      case "boolean" -> nodes.booleanNode(random.nextBoolean());
      default -> nodes.textNode(text(schema, random));
    };
  }

  private String text(JsonNode schema, Random random) {
    return switch (schema.path("format").asText()) {
      case "uuid" -> known.apply("id");
      case "date-time" -> "2026-01-01T00:00:00Z";
      case "email" -> "ann" + random.nextInt(1_000_000) + "@example.com";
      case "uri" -> "https://example.com/";
      default -> "them: How was the trip?\nme: So good!";
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) { // with null
      for (JsonNode option : type) {
        if (!option.asText().equals("null")) {
          return option.asText();
        }
      }
    }
    return type.asText(schema.has("properties") ? "object" : "string");
  }

  private JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText("");
    return ref.isEmpty() ? node : document.at(ref.substring(1));
  }

  /** Percent-encodes; a half of a character becomes the bytes it would have, which is no UTF-8. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point >= 0xd800 && point < 0xe000) {
        encoded.append("%ED%").append(Integer.toHexString(0xa0 + (point >> 6 & 0x1f)));
        encoded.append("%").append(Integer.toHexString(0x80 + (point & 0x3f)));
      } else {
        encoded.append(
            URLEncoder.encode(Character.toString(point), StandardCharsets.UTF_8)
                .replace("+", "%20"));
      }
    }
    return encoded.toString();
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /** Whether two calls are the same. */
  static boolean same(Call one, Call other) {
    return one.toString().equals(other.toString()) && Arrays.equals(one.body(), other.body());
  }
}
