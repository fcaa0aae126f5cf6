package dev.repartee.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Calls the API as a client would. Every answer is held against the OpenAPI document of the server
 * that gave it: an undocumented call that succeeds, an undocumented status, or a body that is not
 * as documented is an {@link AssertionError}. Clients are immutable; each has its own address.
 */
public final class ApiClient {

  /** What came back. */
  public record Answer(int status, java.net.http.HttpHeaders headers, String text) {

    /** The body as JSON; a missing node when there is none. */
    public JsonNode json() {
      return parse(text);
    }

    /** A header, or the empty text. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** Fails unless the status is this one; shows the body then. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError("Expected " + expected + ", got " + status + ": " + text);
      }
      return this;
    }

    /** Fails unless this is the problem with this status and code. */
    public Answer expectProblem(int expected, String code) {
      expect(expected);
      if (!json().path("code").asText().equals(code)) {
        throw new AssertionError("Expected the problem " + code + ", got " + text);
      }
      return this;
    }
  }

  public static final String PASSWORD = "correct horse battery staple";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI baseUrl;
  private final Map<String, String> headers;

  private ApiClient(URI baseUrl, Map<String, String> headers) {
    this.baseUrl = baseUrl;
    this.headers = headers;
  }

  /** A client without a token, from an address that no other client has. */
  public static ApiClient of(URI baseUrl) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String address =
        "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
    return new ApiClient(baseUrl, Map.of()).with("X-Forwarded-For", address);
  }

  /** The same client with one more header on every call. */
  public ApiClient with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiClient(baseUrl, Map.copyOf(more));
  }

  /** The same client with this access token. */
  public ApiClient withToken(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** Its access token, for other ways in. */
  public String token() {
    return headers.getOrDefault("Authorization", "").replaceFirst("^Bearer ", "");
  }

  /** The same client as a member who has just registered. */
  public ApiClient registered() {
    return registered(newEmail());
  }

  public ApiClient registered(String email) {
    Answer answer =
        post("/api/v1/auth/register", Map.of("email", email, "password", PASSWORD)).expect(201);
    return withToken(answer.json().path("accessToken").asText());
  }

  public static String newEmail() {
    return UUID.randomUUID() + "@example.com";
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, @Nullable Object body) {
    return send("POST", path, body);
  }

  public Answer patch(String path, Object body) {
    return send("PATCH", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Sends a body as JSON: a text as it is, anything else as Jackson writes it. */
  public Answer send(String method, String path, @Nullable Object body) {
    HttpRequest.BodyPublisher publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body instanceof String text ? text : write(body));
    return send(method, path, body == null ? null : "application/json", publisher);
  }

  /** Sends anything. */
  public Answer send(
      String method, String path, @Nullable String contentType, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(baseUrl.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    headers.forEach(request::header);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
      OpenApiContract.of(baseUrl).check(method, path, contentType, answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String write(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }
}
