package dev.repartee.assistant.ai;

import dev.repartee.assistant.ai.ProviderFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream whose every read obeys the call's deadline. The JDK's own
 * stream waits for ever, and its time-out ends with the head of the answer. Closing it from another
 * thread wakes the reader.
 */
final class TimedBody extends InputStream implements BodySubscriber<TimedBody> {

  /** Something arrived: bytes, the end, or a failure. */
  private record Arrival(List<ByteBuffer> bytes, boolean end, @Nullable Throwable failure) {}

  private static final Arrival END = new Arrival(List.of(), true, null);

  private final Call call;
  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private List<ByteBuffer> current = List.of();
  private int next;
  private boolean ended;
  private volatile @Nullable Subscription subscription;
  private volatile boolean closed;
  private volatile boolean broken;

  TimedBody(Call call) {
    this.call = call;
  }

  /** Whether reading ended with a failure and not with the end. */
  boolean broken() {
    return broken;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      while (next < current.size()) {
        ByteBuffer buffer = current.get(next);
        if (buffer.hasRemaining()) {
          int count = Math.min(length, buffer.remaining());
          buffer.get(target, offset, count);
          return count;
        }
        next++;
      }
      if (ended || !advance()) {
        ended = true;
        return -1;
      }
    }
  }

  /** Waits for more; false at the end. */
  private boolean advance() throws IOException {
    try {
      Arrival arrival = arrivals.poll(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
      if (closed) {
        throw broken(Kind.CANCELLED, "cancelled within the answer", null);
      }
      if (arrival == null) {
        throw broken(Kind.TIMEOUT, "the answer stopped coming", null);
      }
      if (arrival.failure != null) {
        throw broken(Kind.UNREACHABLE, "the connection broke", arrival.failure);
      }
      current = arrival.bytes;
      next = 0;
      Subscription source = subscription;
      if (source != null) {
        source.request(1);
      }
      return !arrival.end;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(Kind.CANCELLED, "interrupted", e);
    }
  }

  private IOException broken(Kind kind, String message, @Nullable Throwable cause) {
    broken = true;
    ProviderFailure failure =
        cause == null
            ? ProviderFailure.of(kind, message)
            : ProviderFailure.of(kind, message, cause);
    return new IOException(message, failure);
  }

  @Override
  public void close() {
    closed = true;
    arrivals.add(END);
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }

  @Override
  public CompletionStage<TimedBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    if (closed) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    arrivals.add(new Arrival(bytes, false, null));
  }

  @Override
  public void onError(Throwable thrown) {
    arrivals.add(new Arrival(List.of(), true, thrown));
  }

  @Override
  public void onComplete() {
    arrivals.add(END);
  }
}
