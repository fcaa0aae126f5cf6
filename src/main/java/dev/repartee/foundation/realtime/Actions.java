package dev.repartee.foundation.realtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The actions other rooms offer, done in the name of the connected member. */
@ApplicationScoped
class Actions {

  private final Map<String, ClientAction> byName;
  private final CallerScope scope;

  @Inject
  Actions(@Any Instance<ClientAction> actions, CallerScope scope) {
    this(actions.stream().toList(), scope);
  }

  Actions(List<ClientAction> actions, CallerScope scope) {
    this.byName =
        actions.stream().collect(Collectors.toMap(ClientAction::name, Function.identity()));
    this.scope = scope;
  }

  /** Does what the message asks; false when there is no such action. */
  boolean perform(ClientMessage message, SocketConnection connection) {
    ClientAction action = byName.get(message.action());
    if (action == null) {
      return false;
    }
    ScopeCheck.of(connection.caller(), action.scope());
    scope.run(connection.caller(), () -> action.perform(message, connection));
    return true;
  }
}
