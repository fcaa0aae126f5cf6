package dev.repartee.operate.command;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client of the WebSocket that waits for certain messages. */
final class SmokeSocket implements WebSocket.Listener, AutoCloseable {

  private static final String CLOSED = "";

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final Supplier<Duration> left;
  private final CompletableFuture<WebSocket> socket;

  private SmokeSocket(HttpClient http, URI address, Supplier<Duration> left) {
    this.left = left;
    this.socket = http.newWebSocketBuilder().connectTimeout(left.get()).buildAsync(address, this);
  }

  static SmokeSocket open(HttpClient http, URI address, Supplier<Duration> left)
      throws InterruptedException {
    SmokeSocket opened = new SmokeSocket(http, address, left);
    opened.within(opened.socket);
    return opened;
  }

  void send(Map<String, ?> message) throws InterruptedException {
    within(within(socket).sendText(JSONObjectUtils.toJSONString(message), true));
  }

  /**
   * Waits for a message of a type.
   *
   * @param status what it must say as its status; empty for any
   */
  void await(String type, String status) throws InterruptedException {
    while (true) {
      String text = messages.poll(left.get().toMillis(), TimeUnit.MILLISECONDS);
      if (text == null) {
        throw CommandFailed.because("no " + type + " " + status + " came in time");
      }
      if (text.equals(CLOSED)) {
        throw CommandFailed.because("the connection was closed while waiting for " + type);
      }
      Map<String, Object> message = parse(text);
      Object said = message.get("type");
      if (type.equals(said) && (status.isEmpty() || status.equals(message.get("status")))) {
        return;
      }
      if ("session_error".equals(said) || "error".equals(said)) {
        throw CommandFailed.because(said + " " + message.get("code"));
      }
    }
  }

  private static Map<String, Object> parse(String text) {
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException e) {
      throw CommandFailed.because("a message is not JSON");
    }
  }

  private <T> T within(CompletableFuture<T> work) throws InterruptedException {
    try {
      return work.get(left.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw CommandFailed.because("the WebSocket: " + Problems.inOneLine(e));
    } catch (TimeoutException e) {
      throw CommandFailed.because("the WebSocket did not answer in time");
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      messages.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    messages.add(CLOSED);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    messages.add(CLOSED);
  }

  @Override
  public void close() {
    socket.thenAccept(WebSocket::abort);
  }
}
