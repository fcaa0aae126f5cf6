package dev.repartee.foundation.realtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That one connection listens to one topic. It is registered before the current state is read and
 * holds what is published meanwhile, so that the state comes first and nothing after it is missed.
 */
final class Subscription {

  /** More than this while one state is being read means that something is stuck. */
  private static final int MAX_HELD = 1_000;

  private final SocketConnection connection;

  /** What was published before the state was told; null once it was. Guarded by this. */
  private @Nullable List<String> held = new ArrayList<>();

  Subscription(SocketConnection connection) {
    this.connection = connection;
  }

  SocketConnection connection() {
    return connection;
  }

  synchronized void deliver(String event) {
    if (held == null) {
      connection.sendText(event);
    } else if (held.size() < MAX_HELD) {
      held.add(event);
    } else {
      connection.close(Closing.TOO_SLOW);
    }
  }

  /** Tells the current state, if there is one, and what was published since the registration. */
  synchronized void begin(@Nullable String state) {
    if (state != null) {
      connection.sendText(state);
    }
    if (held != null) {
      held.forEach(connection::sendText);
      held = null;
    }
  }
}
