package dev.repartee.foundation.realtime;

import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client: who it is, what it listens to, what waits to be sent, and when it last spoke. */
final class SocketConnection implements Connection {

  /** Who is at the other end and the token that says so, which is looked at again now and then. */
  record Credentials(Caller caller, String token) {
    @Override
    public String toString() {
      return caller.toString();
    }
  }

  private static final System.Logger LOG = System.getLogger(SocketConnection.class.getName());

  private final UUID id = Ids.next();
  private final Peer peer;
  private final SendQueue queue;
  private final Allowance allowance;
  private final InstantSource clock;
  private final Instant openedAt;
  private final Consumer<Closing> onClosing;
  private final AtomicInteger garbage = new AtomicInteger();
  private final Map<Topic, Subscription> subscriptions = new ConcurrentHashMap<>();
  private volatile @Nullable Credentials credentials;
  private volatile Instant heardAt;
  private volatile Instant checkedAt;

  // guarded by this
  private boolean closed;
  private final List<Runnable> whenClosed = new ArrayList<>();

  /**
   * @param onClosing told when we, not the client, close
   */
  SocketConnection(
      Peer peer, RealtimeConfig config, InstantSource clock, Consumer<Closing> onClosing) {
    this.peer = peer;
    this.clock = clock;
    this.onClosing = onClosing;
    queue =
        new SendQueue(
            peer,
            config.maxQueuedMessages(),
            config.maxQueuedCharacters(),
            clock,
            failure -> close(Closing.SEND_FAILED));
    allowance = new Allowance(config.messagesPerMinute(), clock);
    openedAt = clock.instant();
    heardAt = openedAt;
    checkedAt = openedAt;
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public Caller caller() {
    return credentials()
        .map(Credentials::caller)
        .orElseThrow(() -> new IllegalStateException("The connection is not authenticated yet"));
  }

  Optional<Credentials> credentials() {
    return Optional.ofNullable(credentials);
  }

  synchronized void authenticated(Credentials credentials) {
    this.credentials = credentials;
    checkedAt = clock.instant();
  }

  /** Notes what the same token says now, unless another one has come since. */
  synchronized void known(Credentials before, Caller now) {
    if (before == credentials) {
      credentials = new Credentials(now, before.token());
    }
  }

  @Override
  public void send(Object event) {
    sendText(EventJson.write(event));
  }

  void sendText(String text) {
    if (queue.offer(text) == SendQueue.Outcome.OVERFLOWED) {
      close(Closing.TOO_SLOW);
    }
  }

  void ping() {
    queue.ping();
  }

  /** How long the network has not accepted the frame in flight; zero when there is none. */
  Duration stalledFor() {
    Instant since = queue.inFlightSince();
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  /** Notes a sign of life. */
  void heard() {
    heardAt = clock.instant();
  }

  Duration silentFor() {
    return Duration.between(heardAt, clock.instant());
  }

  Duration age() {
    return Duration.between(openedAt, clock.instant());
  }

  /** Whether the token, and the peer, are due for another look; the next one is later again. */
  boolean isCheckDue(Duration interval) {
    Instant now = clock.instant();
    if (Duration.between(checkedAt, now).compareTo(interval) < 0) {
      return false;
    }
    checkedAt = now;
    return true;
  }

  /** Whether the client may send one more message now. */
  boolean allowsMessage() {
    return allowance.take();
  }

  /** Counts a message that could not be understood; how many there were. */
  int countGarbage() {
    return garbage.incrementAndGet();
  }

  Map<Topic, Subscription> subscriptions() {
    return subscriptions;
  }

  @Override
  public synchronized boolean isOpen() {
    return !closed;
  }

  @Override
  public void onClose(Runnable action) {
    synchronized (this) {
      if (!closed) {
        whenClosed.add(action);
        return;
      }
    }
    action.run();
  }

  /** Closes from our side. */
  void close(Closing closing) {
    close(closing, () -> {});
  }

  /**
   * Closes from our side.
   *
   * @param done called when the client has been told, or needs not be
   */
  void close(Closing closing, Runnable done) {
    if (markClosed()) {
      onClosing.accept(closing);
      peer.close(closing.reason(), done);
    } else {
      done.run();
    }
  }

  /** Notes that the connection is gone. */
  void closed() {
    markClosed();
  }

  private boolean markClosed() {
    List<Runnable> actions;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      actions = List.copyOf(whenClosed);
      whenClosed.clear();
    }
    queue.stop();
    actions.forEach(SocketConnection::runSafely);
    return true;
  }

  private static void runSafely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "What was to follow a close failed", e);
    }
  }
}
