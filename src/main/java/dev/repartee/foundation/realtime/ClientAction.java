package dev.repartee.foundation.realtime;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.Scope;

/** Something a client can ask for over the WebSocket. A CDI bean, found by its name. */
public interface ClientAction {

  /** The {@code action} of the messages this answers, such as {@code generate}. */
  String name();

  /** What an API key needs to ask for it. */
  Scope scope();

  /**
   * Does what the message asks. Called in the order of arrival on the thread that reads the
   * connection, with the request scope active and {@code CurrentCaller} set: returns soon and hands
   * longer work to an executor. A thrown {@link Problem} is told to the client as an {@code error}
   * event with the message's stream id; anything else as {@code internal_error}.
   */
  void perform(ClientMessage message, Connection connection);
}
