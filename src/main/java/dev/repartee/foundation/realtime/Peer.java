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

  /** Closes with a reason, also while a send is stuck. */
  void close(CloseReason reason);
}
