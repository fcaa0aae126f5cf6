package dev.repartee.foundation.realtime;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.http.JsonConfig;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.json.bind.JsonbException;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.codec.StringCodec;

/**
 * Carries events between instances over one Redis channel, in order. While Redis is away, a bounded
 * number of events waits here, and everybody is told the present state of what they listen to now
 * and then, and once more when Redis is back.
 */
@ApplicationScoped
class EventRelay {

  private static final String CHANNEL = "repartee:events";
  private static final int MAX_WAITING = 10_000;
  private static final int RETRY_SECONDS = 1;
  private static final int AWAY_SECONDS = 10;
  private static final System.Logger LOG = System.getLogger(EventRelay.class.getName());

  /** What travels: who sent it, the topic, and the event as the clients will see it. */
  public record Envelope(UUID from, String kind, UUID id, String event) {}

  private final UUID self = Ids.next();
  private final Redis redis;
  private final Connections connections;
  private final Topics topics;
  private final ManagedScheduledExecutorService executor;
  private final BlockingDeque<String> waiting = new LinkedBlockingDeque<>(MAX_WAITING);
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile boolean stopped;

  @Inject
  EventRelay(
      Redis redis,
      Connections connections,
      Topics topics,
      ManagedScheduledExecutorService executor) {
    this.redis = redis;
    this.connections = connections;
    this.topics = topics;
    this.executor = executor;
  }

  void atStart(@Observes @Priority(StartOrder.CONNECTIONS) Startup event) {
    executor.execute(this::listenOrRetry);
    var unused =
        executor.scheduleWithFixedDelay(
            this::tellWhileRedisIsAway, AWAY_SECONDS, AWAY_SECONDS, TimeUnit.SECONDS);
  }

  @PreDestroy
  void atStop() {
    stopped = true;
  }

  /** Sends an event to the other instances, soon. */
  void send(Topic topic, String event) {
    String envelope =
        JsonConfig.shared().toJson(new Envelope(self, topic.kind(), topic.id(), event));
    while (!waiting.offerLast(envelope)) {
      waiting.pollFirst();
    }
    drainSoon();
  }

  private void drainSoon() {
    if (!stopped && draining.compareAndSet(false, true)) {
      executor.execute(this::drain);
    }
  }

  private void drain() {
    boolean redisAnswers = true;
    String next = waiting.pollFirst();
    while (next != null && redisAnswers) {
      redisAnswers = publish(next);
      if (redisAnswers) {
        next = waiting.pollFirst();
      }
    }
    if (next != null) {
      if (!waiting.offerFirst(next)) {
        LOG.log(System.Logger.Level.DEBUG, "Newer events pushed one out that waited for Redis");
      }
      var unused = executor.schedule(this::drain, RETRY_SECONDS, TimeUnit.SECONDS);
      return;
    }
    draining.set(false);
    if (!waiting.isEmpty()) {
      drainSoon();
    }
  }

  private boolean publish(String envelope) {
    try {
      redis.client().getTopic(CHANNEL, StringCodec.INSTANCE).publish(envelope);
      return true;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis did not take an event; it waits", e);
      return stopped;
    }
  }

  private void listenOrRetry() {
    if (stopped) {
      return;
    }
    try {
      var topic = redis.client().getTopic(CHANNEL, StringCodec.INSTANCE);
      topic.addListener(new Subscribed());
      topic.addListener(String.class, (channel, envelope) -> received(envelope));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis does not let us listen yet", e);
      var unused = executor.schedule(this::listenOrRetry, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void tellWhileRedisIsAway() {
    if (!stopped && connections.count() > 0 && !redis.answers()) {
      tellEverybodyAgain();
    }
  }

  private void tellEverybodyAgain() {
    connections.all().forEach(topics::tellAgain);
  }

  private void received(String text) {
    try {
      Envelope envelope = JsonConfig.shared().fromJson(text, Envelope.class);
      if (!self.equals(envelope.from())) {
        connections.deliver(new Topic(envelope.kind(), envelope.id()), envelope.event());
      }
    } catch (JsonbException e) {
      LOG.log(System.Logger.Level.WARNING, "Something else than an event came over Redis");
    }
  }

  /** Hears when the channel is ours, at first and again after Redis was away. */
  private final class Subscribed implements StatusListener {

    @Override
    public void onSubscribe(String channel) {
      LOG.log(System.Logger.Level.INFO, "Events of other instances arrive here from now on");
      executor.execute(EventRelay.this::tellEverybodyAgain);
    }

    @Override
    public void onUnsubscribe(String channel) {}
  }
}
