package dev.repartee.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One client on one connection, which does nothing between asking and being answered. */
final class BenchClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 30;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private String token = "";

  BenchClient(URI base) {
    this.base = base;
  }

  /** Registers, and is this member from now on. */
  void register(String email, String password) throws IOException, InterruptedException {
    token =
        post("/api/v1/auth/register", Map.of("email", email, "password", password))
            .path("accessToken")
            .asText();
  }

  String token() {
    return token;
  }

  JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return post(base.resolve(path), token, JSON.writeValueAsString(body));
  }

  /** Posts to anybody. */
  JsonNode post(URI address, String bearer, String json) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request(address, bearer, json), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(address + " answered " + response.statusCode() + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Posts, and gives the time until the first line of the stream with this in it. */
  long nanosUntilLine(URI address, String bearer, String json, String sign)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<InputStream> response =
        http.send(request(address, bearer, json), HttpResponse.BodyHandlers.ofInputStream());
    long found = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (found == 0 && line.contains(sign)) {
          found = System.nanoTime() - start;
        }
      }
    }
    if (found == 0) {
      throw new IOException("The stream ended without " + sign);
    }
    return found;
  }

  private static HttpRequest request(URI address, String bearer, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return request.build();
  }

  /** Opens the WebSocket as this member. */
  Live live() throws IOException, InterruptedException {
    Live live = new Live();
    URI address = URI.create("ws://" + base.getAuthority() + "/ws");
    WebSocket socket = http.newWebSocketBuilder().buildAsync(address, live).join();
    live.ask(socket, "{\"action\":\"authenticate\",\"payload\":{\"token\":\"" + token + "\"}}");
    live.await("\"authenticated\"");
    return live;
  }

  /** The WebSocket: what arrives, in order. */
  static final class Live implements WebSocket.Listener {

    private record Arrival(String text, long at) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private WebSocket socket;

    private void ask(WebSocket on, String message) {
      socket = on;
      on.sendText(message, true).join();
    }

    /** Sends a message; the time it was sent. */
    long ask(String message) {
      long now = System.nanoTime();
      ask(socket, message);
      return now;
    }

    /** When the next message with this in it arrived. */
    long await(String sign) throws IOException, InterruptedException {
      while (true) {
        Arrival arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (arrival == null || arrival.text.contains("\"error\"")) {
          throw new IOException("Waited for " + sign + ", got " + arrival);
        }
        if (arrival.text.contains(sign)) {
          return arrival.at;
        }
      }
    }

    void close() {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      arrivals.add(new Arrival(data.toString(), System.nanoTime()));
      from.request(1);
      return null;
    }
  }
}
