package dev.repartee.foundation.realtime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client, in order, one frame in flight at a time. Offering never
 * blocks; what a client does not take in time is not kept for it without end.
 */
final class SendQueue {

  /** What became of an offered message. */
  enum Outcome {
    QUEUED,
    /** The queue had been stopped before. */
    STOPPED,
    /** There was no room; the queue has stopped now. */
    OVERFLOWED
  }

  private final Peer peer;
  private final int maxMessages;
  private final int maxCharacters;
  private final InstantSource clock;
  private final Consumer<Throwable> onFailure;

  // guarded by this
  private final Queue<String> waiting = new ArrayDeque<>();
  private int characters;
  private boolean stopped;
  private @Nullable Instant inFlightSince;

  /**
   * @param onFailure told when a frame could not be sent; the queue has stopped by then
   */
  SendQueue(
      Peer peer,
      int maxMessages,
      int maxCharacters,
      InstantSource clock,
      Consumer<Throwable> onFailure) {
    this.peer = peer;
    this.maxMessages = maxMessages;
    this.maxCharacters = maxCharacters;
    this.clock = clock;
    this.onFailure = onFailure;
  }

  Outcome offer(String text) {
    synchronized (this) {
      if (stopped) {
        return Outcome.STOPPED;
      }
      if (waiting.size() >= maxMessages || characters + text.length() > maxCharacters) {
        stop();
        return Outcome.OVERFLOWED;
      }
      waiting.add(text);
      characters += text.length();
      if (inFlightSince != null) {
        return Outcome.QUEUED;
      }
      inFlightSince = clock.instant();
    }
    pump();
    return Outcome.QUEUED;
  }

  /** Sends a ping if nothing else is on its way; what is on its way shows by itself who lives. */
  void ping() {
    synchronized (this) {
      if (stopped || inFlightSince != null) {
        return;
      }
      inFlightSince = clock.instant();
    }
    peer.ping(
        failure -> {
          if (failure == null) {
            pump();
          } else {
            fail(failure);
          }
        });
  }

  /** Since when the network has not accepted the frame in flight, or null when there is none. */
  synchronized @Nullable Instant inFlightSince() {
    return inFlightSince;
  }

  /** Forgets what waits and takes no more. */
  synchronized void stop() {
    stopped = true;
    waiting.clear();
    characters = 0;
  }

  /** Sends until the queue is empty or a frame is on its way; the frame's outcome goes on here. */
  private void pump() {
    String next = next();
    while (next != null) {
      Handover handover = new Handover();
      peer.send(next, handover::completed);
      if (!handover.completedAtOnce()) {
        return;
      }
      next = next();
    }
  }

  private synchronized @Nullable String next() {
    String next = waiting.poll();
    if (next == null) {
      inFlightSince = null;
    } else {
      characters -= next.length();
      inFlightSince = clock.instant();
    }
    return next;
  }

  private void fail(Throwable failure) {
    stop();
    onFailure.accept(failure);
  }

  /**
   * Decides who goes on after a send: the loop, when the outcome came before {@code send} returned,
   * or the thread that brings it later. So a fast peer does not deepen the stack.
   */
  private final class Handover {

    private final AtomicReference<@Nullable Boolean> completedFirst = new AtomicReference<>();

    void completed(@Nullable Throwable failure) {
      if (failure != null) {
        fail(failure);
      } else if (!completedFirst.compareAndSet(null, true)) {
        pump();
      }
    }

    boolean completedAtOnce() {
      return !completedFirst.compareAndSet(null, false);
    }
  }
}
