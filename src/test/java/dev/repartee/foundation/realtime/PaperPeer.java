package dev.repartee.foundation.realtime;

import jakarta.websocket.CloseReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that notes what it gets. It takes everything at once until it is told to stop. */
final class PaperPeer implements Peer {

  final List<String> got = new ArrayList<>();
  int pings;
  @Nullable CloseReason closed;
  @Nullable Throwable failure;
  private final Deque<Consumer<@Nullable Throwable>> unanswered = new ArrayDeque<>();
  private boolean reading = true;

  void stopReading() {
    reading = false;
  }

  void resumeReading() {
    reading = true;
  }

  /** Takes the frame in flight, and whatever follows from that. */
  void readOne() {
    unanswered.removeFirst().accept(null);
  }

  int framesInFlight() {
    return unanswered.size();
  }

  String last() {
    return got.get(got.size() - 1);
  }

  @Override
  public void send(String text, Consumer<@Nullable Throwable> outcome) {
    got.add(text);
    answer(outcome);
  }

  @Override
  public void ping(Consumer<@Nullable Throwable> outcome) {
    pings++;
    answer(outcome);
  }

  private void answer(Consumer<@Nullable Throwable> outcome) {
    if (failure != null) {
      outcome.accept(failure);
    } else if (reading) {
      outcome.accept(null);
    } else {
      unanswered.add(outcome);
    }
  }

  @Override
  public void close(CloseReason reason, Runnable done) {
    closed = reason;
    done.run();
  }
}
