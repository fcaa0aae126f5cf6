package dev.repartee.fakes;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A project of Sentry's on a free port of this machine: takes envelopes, and hands them out. */
public final class FakeSentry extends FakeServer {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String PATH = "/api/42/envelope/";

  /** One item of an envelope. */
  public record Item(String type, JsonObject payload) {}

  private final List<Item> items = new CopyOnWriteArrayList<>();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private volatile boolean hanging;

  /** What goes into {@code SENTRY_DSN}. */
  public String dsn() {
    return "http://" + KEY + "@" + address().getAuthority() + "/42";
  }

  /** From now on no call is answered. */
  public void stopAnswering() {
    hanging = true;
  }

  /** What has arrived of a type: {@code event} or {@code transaction}. */
  public List<JsonObject> items(String type) {
    return items.stream().filter(item -> item.type.equals(type)).map(Item::payload).toList();
  }

  /** Everything that has arrived, headers included, as it was. */
  public String everything() {
    return String.join("\n", texts);
  }

  @Override
  void handle(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    texts.add(exchange.getRequestHeaders().entrySet().toString());
    if (hanging) {
      hang();
      return;
    }
    String auth = header(exchange, "X-Sentry-Auth");
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      send(exchange, 404, "{\"detail\":\"not found\"}");
    } else if (!auth.startsWith("Sentry ") || !auth.contains("sentry_key=" + KEY)) {
      send(exchange, 403, "{\"detail\":\"bad sentry DSN public key\"}");
    } else {
      read(unpacked(exchange, body));
      send(exchange, 200, "{\"id\":\"fc6d8c0c43fc4630ad850ee518f1b9d0\"}");
    }
  }

  private static byte[] unpacked(HttpExchange exchange, byte[] body) throws IOException {
    if (!header(exchange, "Content-Encoding").equals("gzip")) {
      return body;
    }
    try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return packed.readAllBytes();
    }
  }

  /** A line of headers, and then for each item a line of headers and its bytes. */
  private void read(byte[] envelope) {
    texts.add(new String(envelope, StandardCharsets.UTF_8));
    ByteArrayInputStream in = new ByteArrayInputStream(envelope);
    json(line(in));
    while (in.available() > 0) {
      byte[] head = line(in);
      if (head.length > 0) {
        JsonObject headers = json(head);
        byte[] payload =
            headers.containsKey("length") ? bytes(in, headers.getInt("length")) : line(in);
        items.add(new Item(headers.getString("type"), json(payload)));
      }
    }
  }

  private static byte[] line(ByteArrayInputStream in) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toByteArray();
  }

  private static byte[] bytes(ByteArrayInputStream in, int length) {
    byte[] bytes = new byte[length];
    if (in.read(bytes, 0, length) < length) {
      throw new IllegalStateException("an item is shorter than it says");
    }
    return bytes;
  }

  private static JsonObject json(byte[] bytes) {
    try (jakarta.json.JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      return reader.readObject();
    }
  }
}
