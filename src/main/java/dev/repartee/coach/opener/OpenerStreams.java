package dev.repartee.coach.opener;

import dev.repartee.assistant.ai.Streaming;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.realtime.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The streams under way on this instance, by connection and the client's own name for them. */
@ApplicationScoped
class OpenerStreams {

  private static final int MOST_PER_CONNECTION = 3;

  private final Map<UUID, Map<String, Slot>> byConnection = new ConcurrentHashMap<>();

  /** Stands for a stream from before it starts, so that a cancel can not come too early. */
  static final class Slot {
    private Optional<Streaming> streaming = Optional.empty();
    private boolean cancelled;

    synchronized void started(Streaming started) {
      streaming = Optional.of(started);
      if (cancelled) {
        started.cancel();
      }
    }

    synchronized void cancel() {
      cancelled = true;
      streaming.ifPresent(Streaming::cancel);
    }
  }

  /**
   * Opens a stream.
   *
   * @throws Problem when the name is in use or the connection has too many already
   */
  Slot open(Connection connection, String streamId) {
    Map<String, Slot> streams =
        byConnection.computeIfAbsent(
            connection.id(),
            id -> {
              connection.onClose(() -> cancelAll(id));
              return new ConcurrentHashMap<>();
            });
    if (streams.size() >= MOST_PER_CONNECTION) {
      throw new Problem(
          ProblemType.TOO_MANY_REQUESTS,
          "At most " + MOST_PER_CONNECTION + " streams can run at a time.");
    }
    Slot slot = new Slot();
    if (streams.putIfAbsent(streamId, slot) != null) {
      throw Problem.invalid("streamId", "is in use");
    }
    return slot;
  }

  void close(Connection connection, String streamId) {
    Map<String, Slot> streams = byConnection.get(connection.id());
    if (streams != null) {
      streams.remove(streamId);
    }
  }

  /** Stops a stream; one that has ended already, or never was, stays as it is. */
  void cancel(Connection connection, String streamId) {
    Map<String, Slot> streams = byConnection.get(connection.id());
    Slot slot = streams == null ? null : streams.get(streamId);
    if (slot != null) {
      slot.cancel();
    }
  }

  private void cancelAll(UUID connectionId) {
    Map<String, Slot> streams = byConnection.remove(connectionId);
    if (streams != null) {
      streams.values().forEach(Slot::cancel);
    }
  }
}
