package dev.repartee.page;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One connection that speaks the <a
 * href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>: commands
 * are answered by their id, everything else is an event.
 */
final class DevTools implements AutoCloseable {

  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonObject>> listeners = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private final WebSocket socket;

  DevTools(URI address) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .buildAsync(address, new Receiver())
            .join();
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @param sessionId the target it is for, or empty for the browser itself
   * @throws AssertionError when the browser refuses, or does not answer in time
   */
  JsonObject send(String sessionId, String method, JsonObject parameters, Duration patience) {
    int id = lastId.incrementAndGet();
    var message = Json.createObjectBuilder().add("id", id).add("method", method);
    message.add("params", parameters);
    if (!sessionId.isEmpty()) {
      message.add("sessionId", sessionId);
    }
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    synchronized (socket) {
      socket.sendText(message.build().toString(), true).join();
    }
    try {
      return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw new AssertionError(method + " was not answered: " + e.getCause(), e);
    } finally {
      waiting.remove(id);
    }
  }

  /** Hears every event of one target. */
  void listen(String sessionId, Consumer<JsonObject> listener) {
    listeners.put(sessionId, listener);
  }

  @Override
  public void close() {
    socket.abort();
  }

  private void deliver(JsonObject message) {
    if (!message.containsKey("id")) {
      Consumer<JsonObject> listener = listeners.get(message.getString("sessionId", ""));
      if (listener != null) {
        listener.accept(message);
      }
      return;
    }
    CompletableFuture<JsonObject> answer = waiting.get(message.getInt("id"));
    if (answer == null) {
      return;
    }
    if (message.containsKey("error")) {
      answer.completeExceptionally(new IllegalStateException(message.get("error").toString()));
    } else {
      answer.complete(message.getJsonObject("result"));
    }
  }

  private final class Receiver implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        try (JsonReader reader = Json.createReader(new StringReader(whole))) {
          deliver(reader.readObject());
        }
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      waiting.values().forEach(answer -> answer.completeExceptionally(error));
    }
  }
}
