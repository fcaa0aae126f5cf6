package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobConfigTest {

  @Test
  void withoutAnythingSetAnInstanceDoesEverything() {
    JobConfig config = new JobConfig(Settings.of(Map.of()));
    assertTrue(config.works());
    assertEquals(2, config.concurrency("screenshot"));
    assertEquals(4, config.concurrency("generation"));
    assertEquals(10, config.concurrency("email"));
    assertEquals(4, config.concurrency("rollup"));
    assertEquals(4, config.concurrency("maintenance"));
    assertEquals(Duration.ofSeconds(30), config.lease());
    assertEquals(Duration.ofSeconds(2), config.sweepInterval());
    assertEquals(Duration.ofSeconds(25), config.shutdownTimeout());
  }

  @Test
  void readsEveryVariable() {
    JobConfig config =
        new JobConfig(
            Settings.of(
                Map.of(
                    "ROLE", "worker",
                    "WORKER_CONCURRENCY_ROLLUP", "3",
                    "WORKER_CONCURRENCY_SCREENSHOT", "5",
                    "WORKER_CONCURRENCY_GENERATION", "6",
                    "WORKER_CONCURRENCY_MAINTENANCE", "7",
                    "WORKER_LIMIT_GENERATION", "8",
                    "JOB_LEASE", "10s",
                    "JOB_SWEEP_INTERVAL", "500ms",
                    "SHUTDOWN_TIMEOUT", "1m")));
    assertTrue(config.works());
    assertEquals(5, config.concurrency("screenshot"));
    assertEquals(6, config.concurrency("generation"));
    assertEquals(3, config.concurrency("rollup"));
    assertEquals(7, config.concurrency("maintenance"));
    assertEquals(8, config.limit("generation"));
    assertEquals(0, config.limit("screenshot"));
    assertEquals(Duration.ofSeconds(10), config.lease());
    assertEquals(Duration.ofMillis(500), config.sweepInterval());
    assertEquals(Duration.ofMinutes(1), config.shutdownTimeout());
  }

  @Test
  void anInstanceForTheApiTakesNoJobs() {
    assertFalse(new JobConfig(Settings.of(Map.of("ROLE", "api"))).works());
  }
}
