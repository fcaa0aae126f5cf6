package dev.repartee.foundation.realtime;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where WebSockets arrive. The container makes one for each connection and insists on a constructor
 * without parameters, so this finds the bean that does the work by itself.
 */
@ServerEndpoint("/ws")
public class SocketEndpoint {

  /**
   * Where the container stops to read a message, so that nobody fills our memory. Far above what we
   * take, because the container's own close names a class of ours.
   */
  private static final int MAX_READ = 1_048_576;

  private static final System.Logger LOG = System.getLogger(SocketEndpoint.class.getName());

  private final Sockets sockets = CDI.current().select(Sockets.class).get();
  private volatile @Nullable SocketConnection connection;

  @OnOpen
  public void open(Session session) {
    connection = sockets.opened(session);
  }

  @OnMessage(maxMessageSize = MAX_READ)
  public void text(String text) {
    connection().ifPresent(client -> sockets.text(text, client));
  }

  @OnMessage(maxMessageSize = MAX_READ)
  public void binary(byte[] bytes) {
    connection().ifPresent(sockets::binary);
  }

  @OnMessage
  public void pong(PongMessage pong) {
    connection().ifPresent(SocketConnection::heard);
  }

  @OnClose
  public void closed(CloseReason reason) {
    connection().ifPresent(SocketConnection::closed);
  }

  /** Clients that vanish end up here; nothing about them is worth an alarm. */
  @OnError
  public void failed(Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, "A WebSocket failed", failure);
  }

  private Optional<SocketConnection> connection() {
    return Optional.ofNullable(connection);
  }
}
