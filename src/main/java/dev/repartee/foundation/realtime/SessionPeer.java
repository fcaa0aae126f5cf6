package dev.repartee.foundation.realtime;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client behind a WebSocket session of the container. */
final class SessionPeer implements Peer {

  private static final System.Logger LOG = System.getLogger(SessionPeer.class.getName());

  private final Session session;
  private final Executor executor;

  /**
   * @param executor for the calls of the container that wait for the network
   */
  SessionPeer(Session session, Executor executor) {
    this.session = session;
    this.executor = executor;
  }

  @Override
  public void send(String text, Consumer<@Nullable Throwable> outcome) {
    try {
      session
          .getAsyncRemote()
          .sendText(text, result -> outcome.accept(result.isOK() ? null : cause(result)));
    } catch (RuntimeException e) { // closed meanwhile; the container declares nothing narrower
      outcome.accept(e);
    }
  }

  private static Throwable cause(jakarta.websocket.SendResult result) {
    Throwable cause = result.getException();
    return cause == null ? new IOException("The frame was not sent") : cause;
  }

  @Override
  public void ping(Consumer<@Nullable Throwable> outcome) {
    executor.execute(
        () -> {
          try {
            session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
            outcome.accept(null);
          } catch (IOException | RuntimeException e) {
            outcome.accept(e);
          }
        });
  }

  @Override
  public void close(CloseReason reason) {
    executor.execute(
        () -> {
          try {
            session.close(reason);
          } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The connection was gone before the close", e);
          }
        });
  }
}
