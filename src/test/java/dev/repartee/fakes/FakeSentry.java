package dev.repartee.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A project of Sentry's on a free port of this machine: takes envelopes, and hands them out. */
public final class FakeSentry implements AutoCloseable {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String PATH = "/api/42/envelope/";

  /** One item of an envelope. */
  public record Item(String type, JsonObject payload) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Item> items = new CopyOnWriteArrayList<>();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean hanging;

  public FakeSentry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** What goes into {@code SENTRY_DSN}. */
  public String dsn() {
    return "http://" + KEY + "@127.0.0.1:" + server.getAddress().getPort() + "/42";
  }

  /** From now on no call is answered. */
  public void hang() {
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

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      texts.add(exchange.getRequestHeaders().entrySet().toString());
      if (hanging) {
        closing.await();
        return;
      }
      String auth = String.valueOf(exchange.getRequestHeaders().getFirst("X-Sentry-Auth"));
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        send(exchange, 404, "{\"detail\":\"not found\"}");
      } else if (!auth.startsWith("Sentry ") || !auth.contains("sentry_key=" + KEY)) {
        send(exchange, 403, "{\"detail\":\"bad sentry DSN public key\"}");
      } else {
        read(unpacked(exchange, body));
        send(exchange, 200, "{\"id\":\"fc6d8c0c43fc4630ad850ee518f1b9d0\"}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] unpacked(HttpExchange exchange, byte[] body) throws IOException {
    if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
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

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
