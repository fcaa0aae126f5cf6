package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.Person;
import dev.repartee.testing.TestServer;
import dev.repartee.testing.TestSocket;
import dev.repartee.testing.TestSocket.Closed;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two instances on one database and Redis; the second one is the impatient one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealtimeIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SUBSCRIBE =
      "{'action':'sessions:subscribe','payload':{'sessionId':'%s'}}";

  private final TestServer first = TestServer.shared();
  private final TestServer second = TestServer.strict();
  private final Person ann = Person.at(first);
  private final String token = ann.api().token();

  private static TestSocket connect(TestServer server) {
    return TestSocket.connect(HTTP, server.baseUrl());
  }

  /** A session whose picture is none, so that reading it ends in an error. */
  private String sessionThatCanNotBeRead() {
    return ann.bring("image/png", new byte[100]);
  }

  @Test
  void whoNeverAuthenticatesIsHungUpOn() {
    try (TestSocket client = connect(second)) {
      assertEquals(new Closed(1008, "authenticate first"), client.awaitClosed());
    }
  }

  @Test
  void whoSaysSomethingElseFirstIsHungUpOn() {
    try (TestSocket client = connect(second)) {
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
  void somebodyElsesSessionIsNotFound() {
    String session = sessionThatCanNotBeRead();
    try (TestSocket client = connect(first).authenticate(first.member().token())) {
      client.send(SUBSCRIBE, session);
      assertEquals("not_found", client.expect("error").getString("code"));
    }
  }

  @Test
  void subscribersOfBothInstancesHearTheStateFirstAndThenTheEvents() {
    String session = sessionThatCanNotBeRead();
    try (TestSocket here = connect(first).authenticate(token);
        TestSocket there = connect(second).authenticate(token)) {
      here.send(SUBSCRIBE, session).awaitMessage("session_status", "sessionId", session);
      there.send(SUBSCRIBE, session).awaitMessage("session_status", "sessionId", session);

      // Whichever instance reads the picture, both hear that it can not be read.
      awaitError(session);
      here.send("{'type':'ping'}").awaitMessage("pong", "type", "pong");
      there.send("{'type':'ping'}").awaitMessage("pong", "type", "pong");

      ann.api().post(Person.path(session) + "/retry-ocr", null).expect(202);
      here.awaitMessage("session_status", "status", "analysis_in_progress");
      there.awaitMessage("session_status", "status", "analysis_in_progress");
    }
  }

  private void awaitError(String session) {
    try (TestSocket watcher = connect(first).authenticate(token)) {
      boolean failed = false;
      while (!failed) {
        watcher.send(SUBSCRIBE, session);
        JsonObject status = watcher.awaitMessage("session_status", "sessionId", session);
        failed = status.getString("status").equals("error");
      }
    }
  }

  @Test
  void aClientThatNeverReadsIsCutOff() throws Exception {
    double before = metric("repartee_websocket_closed_total", "too_slow");
    try (DeafClient deaf = new DeafClient(second.baseUrl())) {
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
    try (TestSocket other = connect(second).authenticate(token)) {
      other.send("{'type':'ping'}");
      other.expect("pong");
    }
  }

  private double metric(String name, String reason) {
    return second
        .get("/metrics")
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
    TestSocket.connectFrom(HTTP, server, "https://app.example.com").authenticate(token).close();
  }

  @Test
  void anExpiredTokenIsHungUpOn() {
    try (TestSocket expiring = connect(second).authenticate(second.member().token())) {
      assertEquals(new Closed(1008, "token expired"), expiring.awaitClosed());
    }
  }

  @Test
  @Order(Integer.MAX_VALUE) // then it is gone
  void aStoppingServerSaysGoodbyeAndEndsInGoodOrder() {
    try (TestSocket staying = connect(second).authenticate(token)) {
      second.process().stop();
      assertEquals(new Closed(1001, "going away, reconnect"), staying.awaitClosed());
    }
    assertEquals(OptionalInt.of(143), second.process().exitCode());
    assertTrue(
        second.process().lastLines().stream().anyMatch(line -> line.contains("CWWKE0036I")),
        "it says that it stopped");
    assertTrue(first.process().isReady());
  }
}
