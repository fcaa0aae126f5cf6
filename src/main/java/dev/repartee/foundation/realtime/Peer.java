package dev.repartee.foundation.realtime;

import jakarta.websocket.CloseReason;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to one client. None of these calls waits for the network. */
interface Peer {

  /**
   * Starts to send a text frame. One at a time: the next send or ping follows the outcome of the
   * one before.
   *
   * @param outcome called once, on any thread, with the failure or null
   */
  void send(String text, Consumer<@Nullable Throwable> outcome);

  /** Starts to send a ping frame, as {@link #send}. */
  void ping(Consumer<@Nullable Throwable> outcome);

  /**
   * Starts to close with a reason, also while a send is stuck.
   *
   * @param done called once, on any thread, when the close frame is sent or can not be
   */
  void close(CloseReason reason, Runnable done);
}
