package dev.repartee.foundation.realtime;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client behind a WebSocket session of the container. */
final class SessionPeer implements Peer {

  private static final System.Logger LOG = System.getLogger(SessionPeer.class.getName());

  private final Session session;
  private final Executor executor;
  private final Runnable onSent;

  /**
   * @param executor for the calls of the container that wait for the network
   * @param onSent runs after each text that went out
   */
  SessionPeer(Session session, Executor executor, Runnable onSent) {
    this.session = session;
    this.executor = executor;
    this.onSent = onSent;
  }

  @Override
  public void send(String text, Consumer<@Nullable Throwable> outcome) {
    try {
      session
          .getAsyncRemote()
          .sendText(text, result -> outcome.accept(result.isOK() ? sent() : cause(result)));
    } catch (RuntimeException e) { // closed meanwhile; the container declares nothing narrower
      outcome.accept(e);
    }
  }

  private @Nullable Throwable sent() {
    onSent.run();
    return null;
  }

  private static Throwable cause(SendResult result) {
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
  public void close(CloseReason reason, Runnable done) {
    try {
      executor.execute(() -> closeNow(reason, done));
    } catch (RejectedExecutionException e) { // the server is stopping and takes no more tasks
      closeNow(reason, done);
    }
  }

  private void closeNow(CloseReason reason, Runnable done) {
    try {
      session.close(reason);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.INFO, "The connection was gone before the close", e);
    } finally {
      done.run();
    }
  }
}
