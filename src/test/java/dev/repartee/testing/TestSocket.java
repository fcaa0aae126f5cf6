package dev.repartee.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the WebSocket as anybody could write one. */
public final class TestSocket implements WebSocket.Listener, AutoCloseable {

  /** How the server closed. */
  public record Closed(int code, String reason) {}

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<Object> got = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;

  private TestSocket(HttpClient http, URI server, @Nullable String origin) {
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (origin != null) {
      builder.header("Origin", origin);
    }
    URI address = URI.create(server.toString().replaceFirst("^http", "ws")).resolve("/ws");
    socket = builder.buildAsync(address, this).join();
  }

  public static TestSocket connect(HttpClient http, URI server) {
    return new TestSocket(http, server, null);
  }

  /** Connects as a page of this origin would. */
  public static TestSocket connectFrom(HttpClient http, URI server, String origin) {
    return new TestSocket(http, server, origin);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      got.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    got.add(new Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    got.add(error);
  }

  /** Sends a message; single quotes stand for double ones. */
  public TestSocket send(String format, Object... values) {
    socket.sendText(String.format(Locale.ROOT, format, values).replace('\'', '"'), true).join();
    return this;
  }

  public TestSocket authenticate(String token) {
    send("{'action':'authenticate','payload':{'token':'%s'}}", token);
    expect("authenticated");
    return this;
  }

  /** The next message, which must be of this type. */
  public JsonObject expect(String type) {
    if (next() instanceof String text) {
      JsonObject message = Json.createReader(new StringReader(text)).readObject();
      if (message.getString("type", "").equals(type)) {
        return message;
      }
      throw new AssertionError("Expected " + type + ", got " + text);
    }
    throw new AssertionError("Expected " + type + ", but the connection ended");
  }

  /** Reads on until a message of this type with this value in a field. */
  public JsonObject awaitMessage(String type, String field, String value) {
    while (next() instanceof String text) {
      JsonObject message = Json.createReader(new StringReader(text)).readObject();
      if (message.getString("type", "").equals(type)
          && message.getString(field, "").equals(value)) {
        return message;
      }
    }
    throw new AssertionError("The connection ended before " + field + " was " + value);
  }

  /** Reads on until the server closes. */
  public Closed awaitClosed() {
    Object next = next();
    while (next instanceof String) {
      next = next();
    }
    if (next instanceof Closed closed) {
      return closed;
    }
    throw new AssertionError("The connection broke: " + next);
  }

  /** The next message, of whatever type. */
  public JsonObject message() {
    Object next = next();
    if (next instanceof String text) {
      return Json.createReader(new StringReader(text)).readObject();
    }
    throw new AssertionError("The connection ended: " + next);
  }

  private Object next() {
    try {
      Object next = got.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("Nothing came");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
