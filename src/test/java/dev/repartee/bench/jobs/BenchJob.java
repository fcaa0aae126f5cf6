package dev.repartee.bench.jobs;

import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Does nothing, and notes when; or holds its hand until the gate opens. */
@ApplicationScoped
class BenchJob implements JobHandler<BenchJob.Work> {

  static final String QUEUE = "maintenance";

  /** What a job is for. */
  public enum Kind {
    NOTHING,
    HOLD,
    STUCK
  }

  public record Work(int number, Kind kind) {}

  static final AtomicInteger BEGUN = new AtomicInteger();
  static volatile long lastBegun;
  static volatile CountDownLatch gate = new CountDownLatch(0);

  @Override
  public JobOptions options() {
    return JobOptions.of(QUEUE).timeout(Duration.ofMinutes(10));
  }

  @Override
  public void run(Work work, JobContext job) throws InterruptedException {
    lastBegun = System.nanoTime();
    BEGUN.incrementAndGet();
    if (work.kind() == Kind.HOLD) {
      gate.await();
    } else if (work.kind() == Kind.STUCK && job.attempt() == 1) {
      new CountDownLatch(1).await();
    }
  }
}
