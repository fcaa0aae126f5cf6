package dev.repartee.foundation.job;

import dev.repartee.foundation.security.Encryption;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Every job handler there is, by the type of its payload. */
@ApplicationScoped
class Handlers {

  private static final System.Logger LOG = System.getLogger(Handlers.class.getName());

  private final Map<String, Entry<?>> byType = new HashMap<>();
  private final PayloadSecrets secrets;

  /** A handler and the payload it takes. */
  record Entry<P extends Record>(Class<P> payload, JobHandler<P> handler, PayloadSecrets secrets) {

    void run(Lease lease, JobContext job) throws Exception {
      handler.run(read(lease), job);
    }

    private P read(Lease lease) {
      return secrets.of(lease.id(), () -> Payloads.read(lease, payload, handler));
    }

    /** The payload of a schedule for one of its ticks. */
    P read(int version, String json, Instant tick) {
      return Payloads.at(tick, Payloads.read(version, json, payload, handler), payload);
    }

    void dead(Lease lease) {
      P unread;
      try {
        unread = read(lease);
      } catch (RuntimeException e) { // maybe what it died of; it is dead all the same
        LOG.log(System.Logger.Level.ERROR, "Nobody can read the payload of " + lease.id(), e);
        return;
      }
      handler.dead(unread);
    }
  }

  @Inject
  Handlers(@Any Instance<JobHandler<?>> handlers, Encryption encryption) {
    secrets = new PayloadSecrets(encryption);
    for (Instance.Handle<? extends JobHandler<?>> handle : handlers.handles()) {
      add(payloadOf(handle.getBean().getTypes()), handle.get());
    }
  }

  /** Handlers that are not beans; each names its payload in its {@code implements}. */
  Handlers(List<? extends JobHandler<?>> handlers, Encryption encryption) {
    secrets = new PayloadSecrets(encryption);
    for (JobHandler<?> handler : handlers) {
      add(payloadOf(Set.of(handler.getClass().getGenericInterfaces())), handler);
    }
  }

  @SuppressWarnings("unchecked") // the bean's own type says that its handler takes this payload
  private <P extends Record> void add(Class<P> payload, JobHandler<?> handler) {
    Entry<?> other =
        byType.put(Payloads.type(payload), new Entry<>(payload, (JobHandler<P>) handler, secrets));
    if (other != null) {
      throw new IllegalStateException(
          "Two handlers take " + Payloads.type(payload) + "; one needs another name");
    }
  }

  @SuppressWarnings("unchecked") // JobHandler's type parameter is bounded by Record
  private static Class<? extends Record> payloadOf(Set<Type> types) {
    for (Type type : types) {
      if (type instanceof ParameterizedType parameterized
          && parameterized.getRawType() == JobHandler.class) {
        return (Class<? extends Record>) parameterized.getActualTypeArguments()[0];
      }
    }
    throw new IllegalStateException("A job handler must name its payload: " + types);
  }

  /** The payload of a job as it is stored. */
  String write(UUID job, Record payload) {
    return secrets.of(job, () -> Payloads.write(payload));
  }

  Optional<Entry<?>> find(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  /**
   * The handler for a type.
   *
   * @throws IllegalArgumentException when there is none
   */
  Entry<?> get(String type) {
    return find(type).orElseThrow(() -> new IllegalArgumentException("No handler takes " + type));
  }

  Set<String> queues() {
    Set<String> queues = new TreeSet<>();
    byType.values().forEach(entry -> queues.add(entry.handler().options().queue()));
    return queues;
  }

  /**
   * What holds for a queue.
   *
   * @throws IllegalStateException when two of its handlers say different things
   */
  QueueLimits limits(String queue) {
    Set<QueueLimits> said =
        byType.values().stream()
            .map(Entry::handler)
            .filter(handler -> handler.options().queue().equals(queue))
            .map(JobHandler::limits)
            .filter(limits -> !limits.equals(QueueLimits.NONE))
            .collect(Collectors.toSet());
    if (said.size() > 1) {
      throw new IllegalStateException("The handlers of queue " + queue + " disagree: " + said);
    }
    return said.stream().findFirst().orElse(QueueLimits.NONE);
  }

  /** The types there are handlers for, with the number of attempts each starts with. */
  Map<String, Integer> attempts() {
    Map<String, Integer> attempts = new HashMap<>();
    byType.forEach((type, entry) -> attempts.put(type, entry.handler().options().attempts()));
    return attempts;
  }
}
