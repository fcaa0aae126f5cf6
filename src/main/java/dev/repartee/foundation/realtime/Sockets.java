package dev.repartee.foundation.realtime;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes a connection of every session the container opens, and hands it what the client sends. */
@ApplicationScoped
class Sockets {

  private static final Duration GOODBYE = Duration.ofSeconds(3);
  private static final System.Logger LOG = System.getLogger(Sockets.class.getName());

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

  /** Asks everybody to connect again, to another instance or to the next run of this one. */
  void atStop(@Observes Shutdown event) throws InterruptedException {
    List<SocketConnection> open = List.copyOf(connections.all());
    CountDownLatch told = new CountDownLatch(open.size());
    open.forEach(connection -> connection.close(Closing.GOING_AWAY, told::countDown));
    if (!told.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(System.Logger.Level.INFO, "{0} clients could not be told goodbye", told.getCount());
    }
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
