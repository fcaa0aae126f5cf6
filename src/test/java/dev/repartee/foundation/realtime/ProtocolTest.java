package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTest extends ProtocolFixture {

  @Test
  void aGoodTokenAuthenticates() {
    receive("{'action':'authenticate','payload':{'token':'good'}}");

    assertEquals("authenticated", answer().getString("type"));
    assertEquals(MEMBER, connection.caller());
    assertNull(peer.closed);
  }

  @Test
  void aBadTokenCloses() {
    receive("{'action':'authenticate','payload':{'token':'bad'}}");

    assertClosed(1008, "authentication failed");
    assertTrue(peer.got.isEmpty());
  }

  @Test
  void aTokenThatIsNoStringCloses() {
    receive("{'action':'authenticate','payload':{'token':7}}");

    assertClosed(1008, "authentication failed");
  }

  @Test
  void anythingBeforeAuthenticationCloses() {
    receive("{'type':'ping'}");

    assertClosed(1008, "authenticate first");
  }

  @Test
  void garbageBeforeAuthenticationCloses() {
    receive("hello");

    assertClosed(1008, "authenticate first");
  }

  @Test
  void silenceBeforeAuthenticationCloses() {
    clock.pass(Duration.ofSeconds(9));
    heartbeat.beat();
    assertNull(peer.closed);

    clock.pass(Duration.ofSeconds(1));
    heartbeat.beat();
    assertClosed(1008, "authenticate first");
  }

  @Test
  void anExpiredTokenClosesAtTheNextLook() {
    authenticate();
    tokens.remove("good");
    clock.pass(Duration.ofSeconds(25));
    heartbeat.beat();

    assertClosed(1008, "token expired");
  }

  @Test
  void aFreshTokenKeepsTheConnection() {
    authenticate();
    tokens.remove("good");
    tokens.put("fresh", MEMBER);
    receive("{'action':'authenticate','payload':{'token':'fresh'}}");
    clock.pass(Duration.ofSeconds(25));
    heartbeat.beat();

    assertEquals("authenticated", answer().getString("type"));
    assertNull(peer.closed);
  }

  @Test
  void anotherMembersTokenIsRefused() {
    authenticate();
    receive("{'action':'authenticate','payload':{'token':'other'}}");

    assertEquals("forbidden", answer().getString("code"));
    assertEquals(MEMBER, connection.caller());
  }

  @Test
  void aVerifierThatFailsDoesNotEndTheConnection() {
    authenticate();
    Heartbeat unlucky =
        new Heartbeat(
            connections,
            config,
            token -> {
              throw new IllegalStateException("the database is away");
            });
    clock.pass(Duration.ofSeconds(25));
    unlucky.beat();

    assertNull(peer.closed);
    assertEquals(1, peer.pings);
  }

  @Test
  void pingsAndClosesThePeerThatShowsNoSignOfLife() {
    authenticate();
    for (int i = 0; i < 2; i++) {
      clock.pass(Duration.ofSeconds(25));
      heartbeat.beat();
    }
    assertEquals(2, peer.pings);
    assertNull(peer.closed);

    clock.pass(Duration.ofSeconds(25));
    heartbeat.beat();
    assertClosed(1013, "no sign of life");
  }

  @Test
  void aPongIsASignOfLife() {
    authenticate();
    for (int i = 0; i < 5; i++) {
      clock.pass(Duration.ofSeconds(25));
      connection.heard();
      heartbeat.beat();
    }
    assertNull(peer.closed);
  }

  @Test
  void aStuckSendCloses() {
    authenticate();
    peer.stopReading();
    receive("{'type':'ping'}");
    clock.pass(Duration.ofSeconds(15));
    heartbeat.beat();

    assertClosed(1013, "too slow");
  }

  @Test
  void aClientThatTakesNothingIsCutOff() {
    authenticate();
    peer.stopReading();
    for (int i = 0; i < 7; i++) {
      receive("{'type':'ping'}");
    }

    assertClosed(1013, "too slow");
    assertEquals(List.of(Closing.TOO_SLOW), closings);
  }

  @Test
  void pingIsAnsweredInBothForms() {
    authenticate();
    receive("{'type':'ping'}");
    receive("{'action':'ping'}");

    assertEquals(List.of("{\"type\":\"pong\"}", "{\"type\":\"pong\"}"), peer.got);
  }

  @Test
  void garbageIsAnsweredWithACodeAndEndsTheConnectionWhenRepeated() {
    authenticate();
    receive("{");
    assertEquals("error", answer().getString("type"));
    assertEquals("malformed_body", answer().getString("code"));
    for (int i = 2; i < Protocol.MAX_GARBAGE; i++) {
      receive("[]");
    }
    assertNull(peer.closed);

    protocol.receivedBinary(connection);
    assertClosed(1008, "too many messages that can not be understood");
  }

  @Test
  void deeplyNestedJsonIsGarbage() {
    authenticate();
    receive("[".repeat(60_000));

    assertEquals("malformed_body", answer().getString("code"));
  }

  @Test
  void aMessageThatIsTooLargeCloses() {
    authenticate();
    receive("{'action':'" + "x".repeat(Protocol.MAX_MESSAGE) + "'}");

    assertClosed(1009, "message too large");
  }

  @Test
  void anUnknownActionIsAnErrorWithTheStreamId() {
    authenticate();
    receive("{'action':'fly','streamId':'s1'}");

    assertEquals("validation_failed", answer().getString("code"));
    assertEquals("s1", answer().getString("streamId"));
  }

  @Test
  void tooManyMessagesClose() {
    authenticate();
    for (int i = 0; i < config.messagesPerMinute(); i++) {
      receive("{'type':'ping'}");
    }

    assertClosed(1008, "too many messages");
  }

  @Test
  void tooManyConnectionsOfAMemberAreClosed() {
    authenticate();
    PaperPeer second = new PaperPeer();
    PaperPeer third = new PaperPeer();
    String message = "{\"action\":\"authenticate\",\"payload\":{\"token\":\"good\"}}";
    SocketConnection secondConnection = connect(second);
    protocol.received(message, secondConnection);
    protocol.received(message, connect(third));

    assertNull(second.closed);
    assertNotNull(third.closed);
    assertEquals("too many connections", third.closed.getReasonPhrase());

    secondConnection.closed();
    PaperPeer fourth = new PaperPeer();
    protocol.received(message, connect(fourth));
    assertNull(fourth.closed);
  }
}
