package dev.repartee.coach.opener;

import dev.repartee.foundation.realtime.ClientAction;
import dev.repartee.foundation.realtime.ClientMessage;
import dev.repartee.foundation.realtime.Connection;
import dev.repartee.foundation.security.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Stops an opener that is being streamed. */
@ApplicationScoped
class CancelOpener implements ClientAction {

  private final OpenerStreams streams;

  @Inject
  CancelOpener(OpenerStreams streams) {
    this.streams = streams;
  }

  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public Scope scope() {
    return Scope.OPENERS_WRITE;
  }

  @Override
  public void perform(ClientMessage message, Connection connection) {
    streams.cancel(connection, message.requireStreamId());
  }
}
