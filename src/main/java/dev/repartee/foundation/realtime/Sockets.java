package dev.repartee.foundation.realtime;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.time.InstantSource;

/** Makes a connection of every session the container opens, and hands it what the client sends. */
@ApplicationScoped
class Sockets {

  private final Protocol protocol;
  private final Connections connections;
  private final RealtimeConfig config;
  private final RealtimeMetrics metrics;
  private final InstantSource clock;
  private final ManagedExecutorService executor;

  @Inject
  Sockets(
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

  SocketConnection opened(Session session) {
    session.setMaxIdleTimeout(0); // the heartbeat knows better who is gone
    Peer peer = new SessionPeer(session, executor, metrics::sent);
    SocketConnection connection = new SocketConnection(peer, config, clock, metrics::closing);
    if (!connections.add(connection, config.maxConnections())) {
      connection.close(Closing.FULL);
    }
    return connection;
  }

  void text(String text, SocketConnection connection) {
    if (connection.isOpen()) {
      metrics.received();
      protocol.received(text, connection);
    }
  }

  void binary(SocketConnection connection) {
    if (connection.isOpen()) {
      metrics.received();
      protocol.receivedBinary(connection);
    }
  }
}
