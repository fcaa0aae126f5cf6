package dev.repartee.foundation.realtime;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who is connected to this instance, and who of them listens to what. */
@ApplicationScoped
class Connections {

  private final Set<SocketConnection> open = ConcurrentHashMap.newKeySet();
  private final Map<UUID, Integer> perMember = new ConcurrentHashMap<>();
  private final Map<Topic, Set<Subscription>> listening = new ConcurrentHashMap<>();

  int count() {
    return open.size();
  }

  Collection<SocketConnection> all() {
    return Collections.unmodifiableCollection(open);
  }

  /** Adds a connection until it closes; false when there is no room for it. */
  boolean add(SocketConnection connection, int most) {
    open.add(connection);
    connection.onClose(() -> remove(connection));
    return open.size() <= most;
  }

  private void remove(SocketConnection connection) {
    open.remove(connection);
    connection.subscriptions().forEach(this::stopListening);
    connection.subscriptions().clear();
  }

  /** Counts a connection for its member until it closes; false when the member has too many. */
  boolean countForMember(SocketConnection connection, int most) {
    UUID member = connection.caller().userId();
    int count = perMember.merge(member, 1, Integer::sum);
    connection.onClose(
        () -> perMember.computeIfPresent(member, (id, before) -> before > 1 ? before - 1 : null));
    return count <= most;
  }

  /** Registers a subscription; it holds events until it begins. Any older one is replaced. */
  Subscription listen(SocketConnection connection, Topic topic) {
    Subscription fresh = new Subscription(connection);
    listening.compute(
        topic,
        (key, before) -> {
          Set<Subscription> all = before == null ? ConcurrentHashMap.newKeySet() : before;
          all.add(fresh);
          return all;
        });
    Subscription old = connection.subscriptions().put(topic, fresh);
    if (old != null) {
      stopListening(topic, old);
    }
    if (!connection.isOpen()) {
      stopListening(topic, fresh);
    }
    return fresh;
  }

  void stopListening(SocketConnection connection, Topic topic) {
    Subscription subscription = connection.subscriptions().remove(topic);
    if (subscription != null) {
      stopListening(topic, subscription);
    }
  }

  private void stopListening(Topic topic, Subscription subscription) {
    listening.computeIfPresent(
        topic,
        (key, all) -> {
          all.remove(subscription);
          return all.isEmpty() ? null : all;
        });
  }

  /** Hands an event to everybody here who listens to the topic; never waits for one of them. */
  void deliver(Topic topic, String event) {
    listening.getOrDefault(topic, Set.of()).forEach(subscription -> subscription.deliver(event));
  }
}
