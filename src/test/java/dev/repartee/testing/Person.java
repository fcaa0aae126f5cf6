package dev.repartee.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A member who brings screenshots, in the steps a client of theirs would take. */
public final class Person {

  /** What the small screenshot says, from the top. */
  public static final List<String> SMALL_TEXTS =
      List.of(
          "How was the pottery class?",
          "Messy and wonderful",
          "Will you go again next week?",
          "Only if you come along");

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final URI server;
  private final ApiClient api;

  private Person(URI server, ApiClient api) {
    this.server = server;
    this.api = api;
  }

  /** Somebody who has just registered. */
  public static Person at(TestServer server) {
    return at(server.baseUrl());
  }

  /** Somebody who has just registered at this address. */
  public static Person at(URI server) {
    return new Person(server, ApiClient.of(server).registered());
  }

  /** The same person, on another server or after a restart on another port. */
  public Person movedTo(TestServer other) {
    return new Person(other.baseUrl(), other.client().withToken(api.token()));
  }

  public ApiClient api() {
    return api;
  }

  /** An authenticated WebSocket. */
  public TestSocket socket() {
    return TestSocket.connect(HTTP, server).authenticate(api.token());
  }

  /** A chat of four messages that is read in a moment. */
  public static byte[] smallScreenshot() {
    try (InputStream file = Person.class.getResourceAsStream("/screenshots/small.png")) {
      if (file == null) {
        throw new IllegalStateException("The screenshot is missing");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for an address to upload to; the answer as it is. */
  public JsonNode uploadUrl(String contentType, long size) {
    return api.get("/api/v1/sessions/upload-url?contentType=" + contentType + "&size=" + size)
        .expect(200)
        .json();
  }

  /** PUTs bytes to a pre-signed address under a type; the status. */
  public static int put(JsonNode grant, String contentType, byte[] bytes) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(grant.path("uploadUrl").asText()))
            .header("Content-Type", contentType)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    return send(request);
  }

  /** The status of a plain GET. */
  public static int fetch(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private static int send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Uploads as the server says; the image key. */
  public String upload(String contentType, byte[] bytes) {
    JsonNode grant = uploadUrl(contentType, bytes.length);
    int status = put(grant, grant.path("headers").path("Content-Type").asText(), bytes);
    if (status != 200) {
      throw new AssertionError("The upload was answered with " + status);
    }
    return grant.path("imageKey").asText();
  }

  /** Begins a session about an uploaded picture; the answer as it is. */
  public Answer begin(String imageKey) {
    return api.post("/api/v1/sessions", Map.of("type", "screenshot", "imageKey", imageKey));
  }

  /** Uploads a picture and begins a session about it; the session's id. */
  public String bring(String contentType, byte[] bytes) {
    return begin(upload(contentType, bytes)).expect(201).json().path("session").path("id").asText();
  }

  /** A session whose small screenshot has been read; its id. */
  public String bringAndAwaitReading() {
    String id = bring("image/png", smallScreenshot());
    await(id, "verifying_ocr");
    return id;
  }

  /** A session about pasted text; its id. */
  public String paste(String text) {
    return api.post("/api/v1/sessions", Map.of("type", "text", "text", text))
        .expect(201)
        .json()
        .path("session")
        .path("id")
        .asText();
  }

  /** The session as it is now. */
  public JsonNode session(String id) {
    return api.get(path(id)).expect(200).json();
  }

  /** The session's status as it is now. */
  public String status(String id) {
    return session(id).path("status").asText();
  }

  /**
   * Waits until the session has this status; the session. Asks rarely, to stay below the limits.
   */
  public JsonNode await(String id, String status) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Duration pause = Duration.ofMillis(100);
    JsonNode now = session(id);
    while (!now.path("status").asText().equals(status)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Never " + status + ": " + now);
      }
      LockSupport.parkNanos(pause.toNanos());
      pause =
          pause.compareTo(Duration.ofSeconds(1)) < 0 ? pause.multipliedBy(3).dividedBy(2) : pause;
      now = session(id);
    }
    return now;
  }

  /** The path of a session. */
  public static String path(String id) {
    return "/api/v1/sessions/" + id;
  }
}
