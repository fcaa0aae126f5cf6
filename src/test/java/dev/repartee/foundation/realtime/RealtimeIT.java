package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.TestSocket;
import dev.repartee.testing.TestSocket.Closed;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RealtimeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<String, String> ENVIRONMENT = new HashMap<>();

  private static LibertyServer first;
  private static LibertyServer second;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    LocalServices services = LocalServices.forTests();
    ENVIRONMENT.putAll(services.environment());
    ENVIRONMENT.put("DATABASE_URL", services.newDatabase("template0"));
    ENVIRONMENT.put("JWT_SECRET", UUID.randomUUID().toString() + UUID.randomUUID());
    ENVIRONMENT.put("CORS_ORIGINS", "https://app.example.org");
    ENVIRONMENT.put("RATE_LIMIT_ENABLED", "false");
    ENVIRONMENT.put("WEBSOCKET_AUTHENTICATE_WITHIN", "3s");
    ENVIRONMENT.put("WEBSOCKET_PING_INTERVAL", "1s");
    ENVIRONMENT.put("WEBSOCKET_QUEUE_MESSAGES", "64");
    ENVIRONMENT.put("WEBSOCKET_MESSAGES_PER_MINUTE", "1000000");
    first = LibertyServer.start(LibertyOptions.ofProduct("realtime-1", ENVIRONMENT), line -> {});
    first.awaitReady(PATIENCE);
    second = LibertyServer.start(LibertyOptions.ofProduct("realtime-2", ENVIRONMENT), line -> {});
    second.awaitReady(PATIENCE);
    token = register();
  }

  @AfterAll
  static void stop() {
    first.stop();
    second.stop();
  }

  private static String register() throws Exception {
    String account =
        Json.createObjectBuilder()
            .add("email", UUID.randomUUID() + "@example.org")
            .add("password", "correct horse battery")
            .build()
            .toString();
    return send("POST", first, "/api/v1/auth/register", account, "").getString("accessToken");
  }

  private static JsonObject send(
      String method, LibertyServer server, String path, String body, String bearer)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.baseUrl().resolve(path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + bearer)
            .method(method, BodyPublishers.ofString(body))
            .build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 300, () -> answer.statusCode() + " " + answer.body());
    return answer.body().isEmpty()
        ? Json.createObjectBuilder().build()
        : Json.createReader(new StringReader(answer.body())).readObject();
  }

  private static TestSocket connect(LibertyServer server) {
    return TestSocket.connect(HTTP, server.baseUrl());
  }

  /** A session whose picture is none, so that reading it ends in an error. */
  private static String sessionThatCanNotBeRead() throws Exception {
    byte[] bytes = new byte[100];
    JsonObject upload =
        send("GET", first, "/api/v1/sessions/upload-url?contentType=image/png&size=100", "", token);
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(upload.getString("uploadUrl")))
            .header("Content-Type", "image/png")
            .PUT(BodyPublishers.ofByteArray(bytes))
            .build();
    assertEquals(200, HTTP.send(put, BodyHandlers.discarding()).statusCode());
    String body =
        Json.createObjectBuilder()
            .add("type", "screenshot")
            .add("imageKey", upload.getString("imageKey"))
            .build()
            .toString();
    return send("POST", first, "/api/v1/sessions", body, token)
        .getJsonObject("session")
        .getString("id");
  }

  @Test
  void whoNeverAuthenticatesIsHungUpOn() {
    try (TestSocket client = connect(first)) {
      assertEquals(new Closed(1008, "authenticate first"), client.awaitClosed());
    }
  }

  @Test
  void whoSaysSomethingElseFirstIsHungUpOn() {
    try (TestSocket client = connect(first)) {
      client.send("{'type':'ping'}");
      assertEquals(new Closed(1008, "authenticate first"), client.awaitClosed());
    }
  }

  @Test
  void aTamperedTokenIsHungUpOn() {
    try (TestSocket client = connect(first)) {
      client.send("{'action':'authenticate','payload':{'token':'%sx'}}", token);
      assertEquals(new Closed(1008, "authentication failed"), client.awaitClosed());
    }
  }

  @Test
  void aTokenOfTheOtherInstanceIsGood() {
    try (TestSocket client = connect(second).authenticate(token)) {
      client.send("{'type':'ping'}");
      client.expect("pong");
    }
  }

  @Test
  void garbageIsAnsweredAndThenHungUpOn() {
    try (TestSocket client = connect(first).authenticate(token)) {
      client.send("garbage");
      assertEquals("malformed_body", client.expect("error").getString("code"));
      for (int i = 1; i < Protocol.MAX_GARBAGE; i++) {
        client.send("{'action':'fly'}");
      }
      assertEquals(1008, client.awaitClosed().code());
    }
  }

  @Test
  void aMessageThatIsTooLargeIsHungUpOn() {
    try (TestSocket client = connect(first).authenticate(token)) {
      client.send("x".repeat(Protocol.MAX_MESSAGE + 1));
      assertEquals(new Closed(1009, "message too large"), client.awaitClosed());
    }
  }

  @Test
  void somebodyElsesSessionIsNotFound() throws Exception {
    String session = sessionThatCanNotBeRead();
    try (TestSocket client = connect(first).authenticate(register())) {
      client.send("{'action':'sessions:subscribe','payload':{'sessionId':'%s'}}", session);
      assertEquals("not_found", client.expect("error").getString("code"));
    }
  }

  @Test
  void subscribersOfBothInstancesHearTheStateFirstAndThenTheEvents() throws Exception {
    String session = sessionThatCanNotBeRead();
    String subscribe = "{'action':'sessions:subscribe','payload':{'sessionId':'%s'}}";
    try (TestSocket here = connect(first).authenticate(token);
        TestSocket there = connect(second).authenticate(token)) {
      here.send(subscribe, session).awaitMessage("session_status", "sessionId", session);
      there.send(subscribe, session).awaitMessage("session_status", "sessionId", session);

      // Whichever instance reads the picture, both hear that it can not be read.
      awaitError(session);
      here.send("{'type':'ping'}").awaitMessage("pong", "type", "pong");
      there.send("{'type':'ping'}").awaitMessage("pong", "type", "pong");

      send("POST", first, "/api/v1/sessions/" + session + "/retry-ocr", "{}", token);
      here.awaitMessage("session_status", "status", "analysis_in_progress");
      there.awaitMessage("session_status", "status", "analysis_in_progress");
    }
  }

  private static void awaitError(String session) {
    try (TestSocket watcher = connect(first).authenticate(token)) {
      String subscribe = "{'action':'sessions:subscribe','payload':{'sessionId':'%s'}}";
      boolean failed = false;
      while (!failed) {
        watcher.send(subscribe, session);
        JsonObject status = watcher.awaitMessage("session_status", "sessionId", session);
        failed = status.getString("status").equals("error");
      }
    }
  }

  @Test
  void aClientThatNeverReadsIsCutOff() throws Exception {
    double before = metric("repartee_websocket_closed_total", "too_slow");
    try (DeafClient deaf = new DeafClient(first.baseUrl())) {
      deaf.send("{'action':'authenticate','payload':{'token':'" + token + "'}}");
      String question = "{'action':'sessions:subscribe','payload':{'sessionId':'x'}}";
      int sent = 0;
      while (metric("repartee_websocket_closed_total", "too_slow") == before) {
        for (int i = 0; i < 2_000; i++) {
          deaf.send(question);
        }
        sent += 2_000;
        assertTrue(sent < 1_000_000, "a client that never reads must be cut off");
      }
    }
    try (TestSocket other = connect(first).authenticate(token)) {
      other.send("{'type':'ping'}");
      other.expect("pong");
    }
  }

  private static double metric(String name, String reason) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(first.baseUrl().resolve("/metrics")).build();
    return HTTP.send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name) && line.contains('"' + reason + '"'))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void pagesOfOtherOriginsCanNotConnect() {
    URI server = first.baseUrl();
    Assertions.assertThrows(
        CompletionException.class,
        () -> TestSocket.connectFrom(HTTP, server, "https://evil.example.org").close());

    TestSocket.connectFrom(HTTP, server, server.toString()).authenticate(token).close();
    TestSocket.connectFrom(HTTP, server, "https://app.example.org").authenticate(token).close();
  }

  @Test
  void anExpiredTokenIsHungUpOnAndAStoppingServerSaysGoodbye() throws Exception {
    Map<String, String> hasty = new HashMap<>(ENVIRONMENT);
    hasty.put("JWT_EXPIRES_IN", "4s");
    LibertyServer server =
        LibertyServer.start(LibertyOptions.ofProduct("realtime-3", hasty), line -> {});
    try (server) {
      server.awaitReady(PATIENCE);
      String account =
          "{\"email\":\"" + UUID.randomUUID() + "@example.org\",\"password\":\"correct horse b\"}";
      String brief =
          send("POST", server, "/api/v1/auth/register", account, "").getString("accessToken");
      TestSocket expiring = connect(server).authenticate(brief);
      assertEquals(new Closed(1008, "token expired"), expiring.awaitClosed());

      TestSocket staying = connect(server).authenticate(token);
      server.stop();
      assertEquals(new Closed(1001, "going away, reconnect"), staying.awaitClosed());
    }
  }
}
