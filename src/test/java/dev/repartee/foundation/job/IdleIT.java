package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
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
    QueueFigures figures = Objects.requireNonNull(instance.meter.figures.get("screenshot"));
    assertEquals(new QueueFigures("screenshot", 1, 0, 1, 0, 0, false, figures.oldest()), figures);

    instance.start();
    pass(Duration.ofHours(1));
    awaitNoJobs();
    LocalServices.forTests().redis().flush(); // with what was counted before
    pass(QueueCounter.INTERVAL);
    await(() -> QueueFigures.none("screenshot").equals(instance.meter.figures.get("screenshot")));
  }

  @Test
  void oneInstanceCountsForAll() throws Exception {
    LabInstance counting = instance();
    counting.enqueue(WORK);
    counting.sweeper.sweep();
    LabInstance other = instance();
    long before = other.database.lent();
    other.sweeper.sweep();

    assertEquals(counting.meter.figures, other.meter.figures);
    assertEquals(before, other.database.lent());
  }

  @Test
  void anIdleWorkerAsksPostgresLessThanFiveTimesASecond() throws Exception {
    instance(Map.of("JOB_SWEEP_INTERVAL", "2s"), handler, new OtherHandler()).start();
    long before = transactions();
    long begin = System.nanoTime();
    Thread.sleep(5_000);
    long after = transactions();
    double seconds = (System.nanoTime() - begin) / 1e9;

    assertTrue(
        after - before < 5 * seconds, () -> after - before + " transactions in " + seconds + " s");
  }

  /** Postgres counts each statement outside of a transaction as one of its own. */
  private long transactions() {
    return database.number(
        "SELECT xact_commit + xact_rollback FROM pg_stat_database"
            + " WHERE datname = current_database()");
  }
}
