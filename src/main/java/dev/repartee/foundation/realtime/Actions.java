package dev.repartee.foundation.realtime;

import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The actions other rooms offer, done in the name of the connected member. */
@ApplicationScoped
class Actions {

  private final Map<String, ClientAction> byName;
  private final RequestContextController requestContext;
  private final CurrentCaller currentCaller;

  @Inject
  Actions(
      @Any Instance<ClientAction> actions,
      RequestContextController requestContext,
      CurrentCaller currentCaller) {
    this.byName =
        actions.stream().collect(Collectors.toMap(ClientAction::name, Function.identity()));
    this.requestContext = requestContext;
    this.currentCaller = currentCaller;
  }

  /** Does what the message asks; false when there is no such action. */
  boolean perform(ClientMessage message, SocketConnection connection) {
    ClientAction action = byName.get(message.action());
    if (action == null) {
      return false;
    }
    asCaller(connection.caller(), () -> action.perform(message, connection));
    return true;
  }

  /** Runs work within a request of its own whose caller is this member. */
  void asCaller(Caller caller, Runnable work) {
    boolean fresh = requestContext.activate();
    try {
      currentCaller.set(caller);
      work.run();
    } finally {
      if (fresh) {
        requestContext.deactivate();
      }
    }
  }
}
