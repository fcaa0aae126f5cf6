package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Tells all instances that it is worth asking Postgres now: for paused queues, or whether a job is
 * still theirs. A signal that is lost costs some seconds, one too many costs a statement.
 */
@ApplicationScoped
class Signals {

  private static final System.Logger LOG = System.getLogger(Signals.class.getName());

  private static final String CHANNEL = "repartee:jobs:signals";
  private static final String PAUSE = "pause";

  private final Redis redis;
  private volatile Runnable onPause = () -> {};
  private volatile Consumer<UUID> onCancel = job -> {};
  private boolean connected;

  @Inject
  Signals(Redis redis) {
    this.redis = redis;
  }

  /** A queue was paused or resumed. */
  record PauseChanged(String queue) {}

  /** What is to be done here when somebody tells. */
  void listen(Runnable pauseChanged, Consumer<UUID> cancelled) {
    onPause = pauseChanged;
    onCancel = cancelled;
  }

  /** Begins to hear, if Redis lets us; afterwards it does nothing. */
  synchronized void connect() {
    if (!connected) {
      try {
        redis
            .client()
            .getTopic(CHANNEL, StringCodec.INSTANCE)
            .addListener(String.class, (channel, signal) -> received(signal));
        connected = true;
      } catch (RedisException e) {
        LOG.log(System.Logger.Level.DEBUG, "Redis does not let us listen yet", e);
      }
    }
  }

  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobCancelled job) {
    tell(job.id().toString());
  }

  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) PauseChanged change) {
    tell(PAUSE);
  }

  private void tell(String signal) {
    try {
      redis
          .client()
          .getTopic(CHANNEL, StringCodec.INSTANCE)
          .publishAsync(signal)
          .whenComplete(
              (heard, failure) -> {
                if (failure != null) {
                  notTold(failure);
                }
              });
    } catch (RedisException e) {
      notTold(e);
    }
  }

  private static void notTold(@Nullable Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, "Redis is away; others learn it by asking", failure);
  }

  private void received(String signal) {
    try {
      if (signal.equals(PAUSE)) {
        onPause.run();
      } else {
        onCancel.accept(UUID.fromString(signal));
      }
    } catch (RuntimeException e) { // what is not done now is done a little later
      LOG.log(System.Logger.Level.DEBUG, "A signal came to nothing", e);
    }
  }
}
