package dev.repartee.assistant.ai;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A switch that goes one way. Whoever waits or reads registers how to be interrupted. */
final class Cancellation implements Streaming {

  private final CountDownLatch cancelled = new CountDownLatch(1);
  private @Nullable Runnable action;

  @Override
  public void cancel() {
    Runnable last;
    synchronized (this) {
      cancelled.countDown();
      last = action;
      action = null;
    }
    if (last != null) {
      last.run();
    }
  }

  boolean cancelled() {
    return cancelled.getCount() == 0;
  }

  /** What to do when it is cancelled; replaces what was there; done at once when it is too late. */
  void onCancel(Runnable replacement) {
    synchronized (this) {
      if (!cancelled()) {
        action = replacement;
        return;
      }
    }
    replacement.run();
  }

  /** Waits; returns early when cancelled. */
  void pause(Duration duration) throws InterruptedException {
    boolean early = cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    if (early) {
      throw ProviderFailure.of(ProviderFailure.Kind.CANCELLED, "cancelled between two tries");
    }
  }
}
