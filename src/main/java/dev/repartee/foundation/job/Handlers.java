package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every job handler there is, by the type of its payload. */
@ApplicationScoped
class Handlers {

  private final Map<String, Entry<?>> byType = new HashMap<>();

  /** A handler and the payload it takes. */
  record Entry<P extends Record>(Class<P> payload, JobHandler<P> handler) {

    void run(String json, JobContext job) throws Exception {
      handler.run(Payloads.read(json, payload), job);
    }

    void dead(String json) {
      handler.dead(Payloads.read(json, payload));
    }
  }

  @Inject
  Handlers(@Any Instance<JobHandler<?>> handlers) {
    for (Instance.Handle<? extends JobHandler<?>> handle : handlers.handles()) {
      add(payloadOf(handle.getBean().getTypes()), handle.get());
    }
  }

  @SuppressWarnings("unchecked") // the bean's own type says that its handler takes this payload
  private <P extends Record> void add(Class<P> payload, JobHandler<?> handler) {
    byType.put(Payloads.type(payload), new Entry<>(payload, (JobHandler<P>) handler));
  }

  @SuppressWarnings("unchecked") // JobHandler's type parameter is bounded by Record
  private static Class<? extends Record> payloadOf(Set<Type> beanTypes) {
    for (Type type : beanTypes) {
      if (type instanceof ParameterizedType parameterized
          && parameterized.getRawType() == JobHandler.class) {
        return (Class<? extends Record>) parameterized.getActualTypeArguments()[0];
      }
    }
    throw new IllegalStateException("A job handler must name its payload: " + beanTypes);
  }

  Optional<Entry<?>> find(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  JobOptions optionsFor(Class<? extends Record> payload) {
    return find(Payloads.type(payload))
        .map(entry -> entry.handler().options())
        .orElseThrow(
            () -> new IllegalArgumentException("No handler takes " + Payloads.type(payload)));
  }

  Set<String> queues() {
    return byType.values().stream()
        .map(entry -> entry.handler().options().queue())
        .collect(Collectors.toSet());
  }
}
