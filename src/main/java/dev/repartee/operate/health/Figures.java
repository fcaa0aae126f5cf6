package dev.repartee.operate.health;

import dev.repartee.operate.health.HealthAnswer.MemoryAnswer;
import dev.repartee.operate.health.HealthAnswer.PoolAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Figures of this process: memory, the connections to the database, and the queues. */
@ApplicationScoped
class Figures {

  private static final String JOB_METRIC = "repartee_job_";
  private static final String POOL = "WebSphere:type=ConnectionPoolStats,name=jdbc/repartee";
  private static final System.Logger LOG = System.getLogger(Figures.class.getName());

  private final MetricRegistry registry;

  @Inject
  Figures(MetricRegistry registry) {
    this.registry = registry;
  }

  MemoryAnswer memory() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new MemoryAnswer(heap.getUsed(), heap.getCommitted(), heap.getMax());
  }

  /** Jobs by queue and state, as the metrics have them. */
  Map<String, Map<String, Long>> queues() {
    Map<String, Map<String, Long>> queues = new TreeMap<>();
    registry
        .getGauges()
        .forEach(
            (id, gauge) -> {
              String queue = id.getTags().get("queue");
              if (queue != null && id.getName().startsWith(JOB_METRIC)) {
                queues
                    .computeIfAbsent(queue, name -> new TreeMap<>())
                    .put(id.getName().substring(JOB_METRIC.length()), gauge.getValue().longValue());
              }
            });
    return queues;
  }

  /** The pool as the server's monitoring counts it; null until the first connection was made. */
  @Nullable PoolAnswer pool() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName pool = new ObjectName(POOL);
      if (!server.isRegistered(pool)) {
        return null;
      }
      long open = number(server, pool, "ManagedConnectionCount");
      long free = number(server, pool, "FreeConnectionCount");
      return new PoolAnswer(open, free, open - free, number(server, pool, "WaitTime"));
    } catch (JMException e) {
      LOG.log(System.Logger.Level.WARNING, "The figures of the pool can not be read", e);
      return null;
    }
  }

  private static long number(MBeanServer server, ObjectName bean, String attribute)
      throws JMException {
    return server.getAttribute(bean, attribute) instanceof Number value ? value.longValue() : 0;
  }
}
