package dev.repartee.foundation.realtime;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.time.InstantSource;
import java.util.Optional;

/** Where WebSockets arrive: ties the container's sessions to our connections. */
@ServerEndpoint(value = "/ws", configurator = SocketConfigurator.class)
@ApplicationScoped
public class SocketEndpoint {

  /** The most bytes one message may have; the container closes with 1009 beyond it. */
  static final int MAX_MESSAGE = 65_536;

  private static final String CONNECTION = SocketConnection.class.getName();
  private static final System.Logger LOG = System.getLogger(SocketEndpoint.class.getName());

  private final Protocol protocol;
  private final Connections connections;
  private final RealtimeConfig config;
  private final RealtimeMetrics metrics;
  private final InstantSource clock;
  private final ManagedExecutorService executor;

  @Inject
  SocketEndpoint(
      Protocol protocol,
      Connections connections,
      RealtimeConfig config,
      RealtimeMetrics metrics,
      InstantSource clock,
      ManagedExecutorService executor) {
    this.protocol = protocol;
    this.connections = connections;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    this.executor = executor;
  }

  @OnOpen
  public void open(Session session) {
    session.setMaxIdleTimeout(0); // the heartbeat knows better who is gone
    SocketConnection connection =
        new SocketConnection(new SessionPeer(session, executor), config, clock, metrics::closing);
    session.getUserProperties().put(CONNECTION, connection);
    if (!connections.add(connection, config.maxConnections())) {
      connection.close(Closing.FULL);
    }
  }

  @OnMessage(maxMessageSize = MAX_MESSAGE)
  public void text(String text, Session session) {
    connection(session)
        .filter(SocketConnection::isOpen)
        .ifPresent(
            connection -> {
              metrics.received();
              protocol.received(text, connection);
            });
  }

  @OnMessage(maxMessageSize = MAX_MESSAGE)
  public void binary(byte[] bytes, Session session) {
    connection(session).filter(SocketConnection::isOpen).ifPresent(protocol::receivedBinary);
  }

  @OnMessage
  public void pong(PongMessage pong, Session session) {
    connection(session).ifPresent(SocketConnection::heard);
  }

  @OnClose
  public void closed(Session session, CloseReason reason) {
    connection(session).ifPresent(SocketConnection::closed);
  }

  /** Clients that vanish end up here; nothing about them is worth an alarm. */
  @OnError
  public void failed(Session session, Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, "A WebSocket failed", failure);
  }

  private static Optional<SocketConnection> connection(Session session) {
    return Optional.ofNullable((SocketConnection) session.getUserProperties().get(CONNECTION));
  }
}
