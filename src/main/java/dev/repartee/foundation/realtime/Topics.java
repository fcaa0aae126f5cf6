package dev.repartee.foundation.realtime;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Subscribing and unsubscribing: who may listen to what, and what they hear first. */
@ApplicationScoped
class Topics {

  private static final System.Logger LOG = System.getLogger(Topics.class.getName());

  private final Map<String, TopicAccess> kinds;
  private final Connections connections;
  private final RealtimeConfig config;
  private final CallerScope scope;

  @Inject
  Topics(
      @Any Instance<TopicAccess> kinds,
      Connections connections,
      RealtimeConfig config,
      CallerScope scope) {
    this(kinds.stream().toList(), connections, config, scope);
  }

  Topics(
      List<TopicAccess> kinds, Connections connections, RealtimeConfig config, CallerScope scope) {
    this.kinds = kinds.stream().collect(Collectors.toMap(TopicAccess::kind, Function.identity()));
    this.connections = connections;
    this.config = config;
    this.scope = scope;
  }

  /** Whether there is such a kind of topic; everybody may listen to their own workspace. */
  boolean knows(String kind) {
    return kind.equals(Topic.WORKSPACE) || kinds.containsKey(kind);
  }

  /**
   * Registers first and reads the state then: what is published in between is heard after the
   * state, and not lost.
   *
   * @throws Problem when the topic is not the caller's, or there are too many
   */
  void subscribe(String kind, JsonObject payload, SocketConnection connection) {
    Topic topic = topic(kind, payload, connection.caller());
    ScopeCheck.of(connection.caller(), scope(kind));
    boolean again = connection.subscriptions().containsKey(topic);
    if (!again && connection.subscriptions().size() >= config.maxSubscriptions()) {
      throw new Problem(
          ProblemType.TOO_MANY_REQUESTS,
          "One connection listens to " + config.maxSubscriptions() + " topics at most.");
    }
    Subscription subscription = connections.listen(connection, topic);
    try {
      tell(topic, subscription, connection.caller());
    } catch (RuntimeException e) {
      connections.stopListening(connection, topic);
      throw e;
    }
  }

  private Scope scope(String kind) {
    TopicAccess access = kinds.get(kind);
    return access == null ? Scope.WORKSPACE_READ : access.scope();
  }

  void unsubscribe(String kind, JsonObject payload, SocketConnection connection) {
    connections.stopListening(connection, topic(kind, payload, connection.caller()));
  }

  /** Tells a connection the state of everything it listens to, after events may have been lost. */
  void tellAgain(SocketConnection connection) {
    connection
        .subscriptions()
        .forEach(
            (topic, subscription) -> {
              try {
                tell(topic, subscription, connection.caller());
              } catch (RuntimeException e) {
                if (e instanceof Problem problem && problem.type() == ProblemType.NOT_FOUND) {
                  connections.stopListening(connection, topic);
                } else {
                  LOG.log(System.Logger.Level.WARNING, "A state could not be told again", e);
                }
              }
            });
  }

  private void tell(Topic topic, Subscription subscription, Caller caller) {
    scope.run(
        caller,
        () -> {
          TopicAccess access = kinds.get(topic.kind());
          Object state = access == null ? null : access.currentState(topic.id(), caller);
          subscription.begin(state == null ? null : EventJson.write(state));
        });
  }

  private Topic topic(String kind, JsonObject payload, Caller caller) {
    if (kind.equals(Topic.WORKSPACE)) {
      return Topic.workspace(caller.workspaceId());
    }
    TopicAccess access = kinds.get(kind);
    if (access == null) {
      throw Problem.invalid("action", "is none that this server knows");
    }
    String field = access.idField();
    if (!(payload.get(field) instanceof JsonString text)) {
      throw Problem.invalid("payload." + field, "is required");
    }
    try {
      return new Topic(kind, UUID.fromString(text.getString()));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("payload." + field, "must be a UUID");
    }
  }
}
