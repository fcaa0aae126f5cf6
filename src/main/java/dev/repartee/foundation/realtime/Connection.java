package dev.repartee.foundation.realtime;

import dev.repartee.foundation.security.Caller;
import java.util.UUID;

/** One authenticated client at the other end of a WebSocket. */
public interface Connection {

  /** Tells connections apart, for keeping what belongs to one. */
  UUID id();

  /** Who is at the other end. A later authenticate message may change the token, not the member. */
  Caller caller();

  /**
   * Queues an event and returns at once. Sent in order; dropped when the connection is closed; a
   * client that does not read as fast as this is called is cut off.
   *
   * @param event a public record, which JSON-B writes, with a {@code type} component that names the
   *     event
   */
  void send(Object event);

  boolean isOpen();

  /** Runs when the connection closes for whatever reason; at once if it is closed already. */
  void onClose(Runnable action);
}
