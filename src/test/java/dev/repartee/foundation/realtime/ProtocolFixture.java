package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.BearerVerifier;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scope;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection on paper, and what the protocol makes of what comes from it. */
abstract class ProtocolFixture {

  static final UUID OURS = UUID.fromString("00000000-0000-7000-8000-000000000001");
  static final Caller MEMBER = new Caller(UUID.randomUUID(), UUID.randomUUID(), Role.OWNER);
  static final Caller OTHER = new Caller(UUID.randomUUID(), UUID.randomUUID(), Role.OWNER);

  /** The state of a session, and any other event about one. */
  public record Status(String type, UUID sessionId, String status) {
    Status(String status) {
      this("session_status", OURS, status);
    }
  }

  /** What the test action takes. */
  public record Wish(String text) {}

  final SetClock clock = new SetClock();
  final RealtimeConfig config =
      new RealtimeConfig(
          Settings.of(
              Map.of(
                  "WEBSOCKET_SUBSCRIPTIONS", "2",
                  "WEBSOCKET_CONNECTIONS_PER_MEMBER", "2",
                  "WEBSOCKET_QUEUE_MESSAGES", "5")));
  final Connections connections = new Connections();
  final Map<String, Caller> tokens = new HashMap<>(Map.of("good", MEMBER, "other", OTHER));
  final BearerVerifier verifier = token -> Optional.ofNullable(tokens.get(token));
  final CurrentCaller current = new CurrentCaller();
  final CallerScope scope = new CallerScope(new NoContext(), current);
  Supplier<@Nullable Object> state = () -> new Status("uploading");
  final TopicAccess sessions = new Sessions();
  final Topics topics = new Topics(List.of(sessions), connections, config, scope);
  final List<ClientMessage> performed = new ArrayList<>();
  final Actions actions = new Actions(List.of(new TestAction()), scope);
  final Protocol protocol = new Protocol(verifier, connections, topics, actions, config);
  final Heartbeat heartbeat = new Heartbeat(connections, config, verifier);
  final List<Closing> closings = new ArrayList<>();
  final PaperPeer peer = new PaperPeer();
  final SocketConnection connection = connect(peer);

  SocketConnection connect(Peer client) {
    SocketConnection fresh = new SocketConnection(client, config, clock, closings::add);
    connections.add(fresh, config.maxConnections());
    return fresh;
  }

  void authenticate() {
    receive("{'action':'authenticate','payload':{'token':'good'}}");
    peer.got.clear();
  }

  void receive(String message) {
    protocol.received(message.replace('\'', '"'), connection);
  }

  JsonObject answer() {
    return json(peer.last());
  }

  static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  void assertClosed(int code, String phrase) {
    assertNotNull(peer.closed);
    assertEquals(code, peer.closed.getCloseCode().getCode());
    assertEquals(phrase, peer.closed.getReasonPhrase());
    assertFalse(connection.isOpen());
  }

  /** Sessions of which one is ours. */
  final class Sessions implements TopicAccess {
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
  final class TestAction implements ClientAction {
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
  static final class NoContext implements RequestContextController {
    @Override
    public boolean activate() {
      return false;
    }

    @Override
    public void deactivate() {}
  }
}
