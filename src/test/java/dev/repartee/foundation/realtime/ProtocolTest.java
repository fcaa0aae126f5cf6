package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.Unavailable;
import dev.repartee.foundation.security.BearerVerifier;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scope;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProtocolTest {

  private static final UUID OURS = UUID.fromString("00000000-0000-7000-8000-000000000001");
  private static final Caller MEMBER = new Caller(UUID.randomUUID(), UUID.randomUUID(), Role.OWNER);
  private static final Caller OTHER = new Caller(UUID.randomUUID(), UUID.randomUUID(), Role.OWNER);

  /** The state of a session, and any other event about one. */
  public record Status(String type, UUID sessionId, String status) {
    Status(String status) {
      this("session_status", OURS, status);
    }
  }

  /** What the test action takes. */
  public record Wish(String text) {}

  private final SetClock clock = new SetClock();
  private final RealtimeConfig config =
      new RealtimeConfig(
          Settings.of(
              Map.of(
                  "WEBSOCKET_SUBSCRIPTIONS", "2",
                  "WEBSOCKET_CONNECTIONS_PER_MEMBER", "2",
                  "WEBSOCKET_QUEUE_MESSAGES", "5")));
  private final Connections connections = new Connections();
  private final Map<String, Caller> tokens = new HashMap<>(Map.of("good", MEMBER, "other", OTHER));
  private final BearerVerifier verifier = token -> Optional.ofNullable(tokens.get(token));
  private final CurrentCaller current = new CurrentCaller();
  private final CallerScope scope = new CallerScope(new NoContext(), current);
  private Supplier<@Nullable Object> state = () -> new Status("uploading");
  private final TopicAccess sessions = new Sessions();
  private final Topics topics = new Topics(List.of(sessions), connections, config, scope);
  private final List<ClientMessage> performed = new ArrayList<>();
  private final Actions actions = new Actions(List.of(new TestAction()), scope);
  private final Protocol protocol = new Protocol(verifier, connections, topics, actions, config);
  private final Heartbeat heartbeat = new Heartbeat(connections, config, verifier);
  private final List<Closing> closings = new ArrayList<>();
  private final PaperPeer peer = new PaperPeer();
  private final SocketConnection connection = connect(peer);

  private SocketConnection connect(Peer client) {
    SocketConnection fresh = new SocketConnection(client, config, clock, closings::add);
    connections.add(fresh, config.maxConnections());
    return fresh;
  }

  private void authenticate() {
    receive("{'action':'authenticate','payload':{'token':'good'}}");
    peer.got.clear();
  }

  private void receive(String message) {
    protocol.received(message.replace('\'', '"'), connection);
  }

  private JsonObject answer() {
    return json(peer.last());
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  private void assertClosed(int code, String phrase) {
    assertNotNull(peer.closed);
    assertEquals(code, peer.closed.getCloseCode().getCode());
    assertEquals(phrase, peer.closed.getReasonPhrase());
    assertFalse(connection.isOpen());
  }

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

  @Test
  void aSubscriberIsToldTheStateFirstAndThenWhatHappens() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    assertEquals("uploading", answer().getString("status"));

    connections.deliver(Topic.session(OURS), EventJson.write(new Status("complete")));
    assertEquals("complete", answer().getString("status"));
  }

  @Test
  void whatHappensWhileTheStateIsReadFollowsTheState() {
    authenticate();
    state =
        () -> {
          connections.deliver(Topic.session(OURS), EventJson.write(new Status("complete")));
          return new Status("uploading");
        };
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");

    assertEquals(
        List.of("uploading", "complete"),
        peer.got.stream().map(text -> json(text).getString("status")).toList());
  }

  @Test
  void somebodyElsesSessionIsNotFoundAndStaysSilent() {
    authenticate();
    UUID foreign = UUID.randomUUID();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + foreign + "'}}");
    assertEquals("not_found", answer().getString("code"));

    connections.deliver(Topic.session(foreign), "{}");
    assertEquals(1, peer.got.size());
  }

  @Test
  void anIdThatIsNoneIsAnError() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'x'}}");
    assertEquals("validation_failed", answer().getString("code"));

    receive("{'action':'sessions:subscribe'}");
    assertEquals("validation_failed", answer().getString("code"));
  }

  @Test
  void afterUnsubscribingNothingIsHeard() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    receive("{'action':'sessions:unsubscribe','payload':{'sessionId':'" + OURS + "'}}");
    connections.deliver(Topic.session(OURS), "{}");

    assertEquals(1, peer.got.size());
  }

  @Test
  void subscribingTwiceTellsTheStateAgainAndEventsOnce() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    connections.deliver(Topic.session(OURS), "{}");

    assertEquals(3, peer.got.size());
  }

  @Test
  void everybodyHearsTheirOwnWorkspaceAndNoOther() {
    authenticate();
    receive("{'action':'workspace:subscribe'}");
    connections.deliver(Topic.workspace(OTHER.workspaceId()), "{\"type\":\"foreign\"}");
    connections.deliver(Topic.workspace(MEMBER.workspaceId()), "{\"type\":\"ours\"}");

    assertEquals(List.of("{\"type\":\"ours\"}"), peer.got);
  }

  @Test
  void thereIsALimitOfSubscriptions() {
    authenticate();
    receive("{'action':'workspace:subscribe'}");
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + UUID.randomUUID() + "'}}");

    assertEquals("too_many_requests", answer().getString("code"));
  }

  @Test
  void aClosedConnectionHearsNothingMore() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    connection.closed();
    connections.deliver(Topic.session(OURS), "{}");

    assertEquals(1, peer.got.size());
    assertEquals(0, connections.count());
  }

  @Test
  void theStateIsToldAgainAndWhatIsGoneIsForgotten() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    state = () -> new Status("complete");
    topics.tellAgain(connection);
    assertEquals("complete", answer().getString("status"));

    state =
        () -> {
          throw Problem.notFound("session");
        };
    topics.tellAgain(connection);
    connections.deliver(Topic.session(OURS), "{}");
    assertEquals(2, peer.got.size());
  }

  @Test
  void anActionIsPerformedInTheNameOfTheMember() {
    authenticate();
    receive("{'action':'wish','streamId':'s1','payload':{'text':'hello'}}");

    assertEquals("s1", performed.get(0).requireStreamId());
    assertEquals(new Wish("hello"), performed.get(0).payloadAs(Wish.class));
    assertEquals(MEMBER, current.get());
  }

  @Test
  void aStreamIdThatIsNoneIsGarbage() {
    authenticate();
    receive("{'action':'wish','streamId':'\\ud800'}");
    receive("{'action':'wish','streamId':''}");
    receive("{'action':'wish','streamId':7}");

    assertTrue(performed.isEmpty());
    assertEquals("validation_failed", answer().getString("code"));
  }

  @Test
  void aProblemOfAnActionIsToldAndAnythingElseIsNot() {
    authenticate();
    receive("{'action':'wish','payload':{'text':{}}}");
    assertEquals("validation_failed", answer().getString("code"));

    receive("{'action':'wish','streamId':'s2','payload':{'text':'fail'}}");
    assertEquals("internal_error", answer().getString("code"));
    assertEquals("s2", answer().getString("streamId"));
    assertFalse(peer.last().contains("secret"));
  }

  @Test
  void whatIsAwayIsSaidToBeAway() {
    authenticate();
    state =
        () -> {
          throw new Unavailable("the storage is away");
        };
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");

    assertEquals("unavailable", answer().getString("code"));
  }

  /** Sessions of which one is ours. */
  private final class Sessions implements TopicAccess {
    @Override
    public String kind() {
      return Topic.SESSIONS;
    }

    @Override
    public Scope scope() {
      return Scope.SESSIONS_READ;
    }

    @Override
    public @Nullable Object currentState(UUID id, Caller caller) {
      if (!id.equals(OURS) || !caller.equals(MEMBER)) {
        throw Problem.notFound("session");
      }
      return state.get();
    }
  }

  /** An action of another room. */
  private final class TestAction implements ClientAction {
    @Override
    public String name() {
      return "wish";
    }

    @Override
    public Scope scope() {
      return Scope.OPENERS_WRITE;
    }

    @Override
    public void perform(ClientMessage message, Connection from) {
      Wish wish = message.payloadAs(Wish.class);
      if ("fail".equals(wish.text())) {
        throw new IllegalStateException("a secret of ours");
      }
      performed.add(message);
    }
  }

  /** No request scope is needed here. */
  private static final class NoContext implements RequestContextController {
    @Override
    public boolean activate() {
      return false;
    }

    @Override
    public void deactivate() {}
  }
}
