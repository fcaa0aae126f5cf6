package dev.repartee.operate.command;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls an instance, all of it within one time. */
final class SmokeClient {

  /** What came back. */
  record Answer(int status, String body) {

    /**
     * The body as an object, empty when there is none.
     *
     * @throws CommandFailed when the status is another one
     */
    Map<String, Object> expect(int expected) {
      if (status != expected) {
        throw CommandFailed.because("answered " + status + " instead of " + expected + code());
      }
      return object();
    }

    /** The code of a problem, which has nothing of anybody in it. */
    private String code() {
      try {
        return object().get("code") instanceof String code ? " (" + code + ")" : "";
      } catch (CommandFailed notJson) {
        return "";
      }
    }

    private Map<String, Object> object() {
      try {
        return body.isBlank() ? Map.of() : JSONObjectUtils.parse(body);
      } catch (ParseException e) {
        throw CommandFailed.because("the answer is not JSON");
      }
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI server;
  private long end;

  SmokeClient(URI server, Duration patience) {
    this.server = server;
    extend(patience);
  }

  /** Gives it so much time from now on. */
  void extend(Duration patience) {
    end = System.nanoTime() + patience.toNanos();
  }

  Answer get(String path, String token) throws IOException, InterruptedException {
    return send("GET", path, token, null);
  }

  Answer send(String method, String path, String token, @Nullable Map<String, ?> body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(at(path));
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(JSONObjectUtils.toJSONString(body)));
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(response.statusCode(), response.body());
  }

  byte[] bytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request(at(path)).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw CommandFailed.because(path + " answered " + response.statusCode());
    }
    return response.body();
  }

  /** Puts an object where the storage said it may be put. */
  void put(URI address, String contentType, byte[] bytes) throws IOException, InterruptedException {
    HttpResponse<Void> response =
        http.send(
            request(address)
                .header("Content-Type", contentType)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    if (response.statusCode() / 100 != 2) {
      throw CommandFailed.because(
          "the storage at " + address.getHost() + " answered " + response.statusCode());
    }
  }

  SmokeSocket socket() throws InterruptedException {
    URI address = URI.create(at("/ws").toString().replaceFirst("^http", "ws"));
    return SmokeSocket.open(http, address, this::left);
  }

  private HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(left());
  }

  private URI at(String path) {
    return URI.create(server + path);
  }

  /** How much time is left, at least a moment to fail in. */
  private Duration left() {
    return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
  }
}
