package dev.repartee.foundation.job;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much an instance works on at a time, and how patient it is. */
@ApplicationScoped
public class JobConfig implements ConfigSection {

  /** The queues of the product. */
  static final List<String> QUEUES =
      List.of("screenshot", "generation", "email", "rollup", "maintenance");

  private static final int USUAL_CONCURRENCY = 4;

  /** Those that differ: reading takes a core, sending waits for others. */
  private static final Map<String, Integer> CONCURRENCY = Map.of("screenshot", 2, "email", 10);

  private final ServerConfig.Role role;
  private final Map<String, Integer> concurrency = new HashMap<>();
  private final Map<String, Integer> limits = new HashMap<>();
  private final Duration lease;
  private final Duration sweepInterval;
  private final Duration shutdownTimeout;

  @Inject
  public JobConfig(Settings settings) {
    role = settings.choice("ROLE", ServerConfig.Role.ALL);
    for (String queue : QUEUES) {
      String name = "WORKER_CONCURRENCY_" + queue.toUpperCase(Locale.ROOT);
      limits.put(
          queue, settings.number("WORKER_LIMIT_" + queue.toUpperCase(Locale.ROOT), 0, 0, 10_000));
      concurrency.put(
          queue, settings.number(name, CONCURRENCY.getOrDefault(queue, USUAL_CONCURRENCY), 1, 256));
    }
    lease =
        settings.duration(
            "JOB_LEASE", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(10));
    sweepInterval =
        settings.duration(
            "JOB_SWEEP_INTERVAL",
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofMinutes(1));
    shutdownTimeout =
        settings.duration(
            "SHUTDOWN_TIMEOUT", Duration.ofSeconds(25), Duration.ZERO, Duration.ofMinutes(10));
  }

  /** Whether this instance takes jobs. */
  public boolean works() {
    return role != ServerConfig.Role.API;
  }

  /** How many jobs of a queue run on this instance at a time. */
  public int concurrency(String queue) {
    return concurrency.getOrDefault(queue, 1);
  }

  /** How many jobs of a queue run on all instances together; 0 when its handler decides. */
  int limit(String queue) {
    return limits.getOrDefault(queue, 0);
  }

  /** How long a worker may be silent before its jobs go to others. */
  public Duration lease() {
    return lease;
  }

  public Duration sweepInterval() {
    return sweepInterval;
  }

  /** How long running jobs may take to finish when the instance stops. */
  public Duration shutdownTimeout() {
    return shutdownTimeout;
  }
}
