package dev.repartee.foundation.realtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/** Tells events to the subscribers here at once, and to the other instances through Redis. */
@ApplicationScoped
class Broadcasts implements Realtime {

  /** An event as its subscribers will see it, written when it was published. */
  record Published(Topic topic, String event) {}

  private final Event<Published> afterCommit;
  private final Connections connections;
  private final EventRelay relay;

  @Inject
  Broadcasts(Event<Published> afterCommit, Connections connections, EventRelay relay) {
    this.afterCommit = afterCommit;
    this.connections = connections;
    this.relay = relay;
  }

  @Override
  public void publish(Topic topic, Object event) {
    afterCommit.fire(new Published(topic, EventJson.write(event)));
  }

  /** The container calls this after the commit, or at once when there is no transaction. */
  void deliver(@Observes(during = TransactionPhase.AFTER_SUCCESS) Published published) {
    connections.deliver(published.topic(), published.event());
    relay.send(published.topic(), published.event());
  }
}
