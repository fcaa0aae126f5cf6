package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleIT extends WorkerLab {

  /** Of another queue. */
  public record Other(String name) {}

  private static final class OtherHandler implements JobHandler<Other> {
    @Override
    public JobOptions options() {
      return JobOptions.of("generation");
    }

    @Override
    public void run(Other payload, JobContext job) {}
  }

  @Test
  void countsItsQueuesAlsoEmptyOnes() throws Exception {
    LabInstance instance = instance();
    instance.enqueue(WORK);
    instance.enqueue(WORK, options -> options.delay(Duration.ofHours(1)));
    instance.sweeper.sweep();
    assertEquals(
        new QueueFigures("screenshot", 1, 0, 1, 0, Duration.ZERO),
        instance.meter.figures.get("screenshot"));

    instance.start();
    clock.advance(Duration.ofHours(1));
    awaitNoJobs();
    clock.advance(Sweeper.COUNT_INTERVAL);
    await(() -> QueueFigures.none("screenshot").equals(instance.meter.figures.get("screenshot")));
  }

  @Test
  void anIdleWorkerAsksPostgresLessThanFiveTimesASecond() throws Exception {
    LabInstance instance =
        instance(Map.of("JOB_SWEEP_INTERVAL", "2s"), handler, new OtherHandler()).start();
    long before = instance.database.lent();
    long begin = System.nanoTime();
    Thread.sleep(3_000);
    double seconds = (System.nanoTime() - begin) / 1e9;

    assertTrue(
        instance.database.lent() - before < 5 * seconds + 1,
        () -> instance.database.lent() - before + " statements in " + seconds + " s");
  }
}
