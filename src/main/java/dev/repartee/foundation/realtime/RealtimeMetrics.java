package dev.repartee.foundation.realtime;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What the administrator sees of the WebSocket in {@code /metrics}. */
@ApplicationScoped
class RealtimeMetrics {

  private static final String CLOSED = "repartee_websocket_closed_total";

  private final MetricRegistry registry;
  private final Connections connections;
  private final Counter sent;
  private final Counter received;

  @Inject
  RealtimeMetrics(MetricRegistry registry, Connections connections) {
    this.registry = registry;
    this.connections = connections;
    sent = registry.counter(named("repartee_websocket_sent_total", "Messages sent to clients"));
    received =
        registry.counter(named("repartee_websocket_received_total", "Messages from clients"));
  }

  private static Metadata named(String name, String description) {
    return Metadata.builder().withName(name).withDescription(description).build();
  }

  void atStart(@Observes @Priority(StartOrder.CONTENT) Startup event) {
    registry.gauge(
        named("repartee_websocket_connections", "Clients connected to this instance"),
        connections,
        Connections::count);
  }

  void received() {
    received.inc();
  }

  void sent() {
    sent.inc();
  }

  /** Counts a connection that we closed, by the reason. */
  void closing(Closing closing) {
    registry
        .counter(
            named(CLOSED, "Connections closed by the server"),
            new Tag("reason", closing.name().toLowerCase(java.util.Locale.ROOT)))
        .inc();
  }
}
