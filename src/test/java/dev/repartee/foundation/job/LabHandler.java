package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Does what a test tells it. */
final class LabHandler implements JobHandler<LabHandler.Work> {

  static final String QUEUE = "screenshot";

  /** What the job is about. */
  public record Work(String name) {}

  /** What the handler does. */
  @FunctionalInterface
  interface Body {
    void run(Work work, JobContext job) throws Exception;
  }

  /** What follows a death. */
  @FunctionalInterface
  interface Burial {
    void dead(Work work);
  }

  private static final JobOptions OPTIONS =
      JobOptions.of(QUEUE).backoff(Backoff.fixed(Duration.ofSeconds(5)));

  final List<String> begun = new CopyOnWriteArrayList<>();
  volatile JobOptions options = OPTIONS;
  volatile Body body;
  volatile QueueLimits limits = QueueLimits.NONE;
  volatile Burial burial = work -> {};

  LabHandler(Body body) {
    this.body = body;
  }

  @Override
  public JobOptions options() {
    return options;
  }

  @Override
  public QueueLimits limits() {
    return limits;
  }

  @Override
  public void run(Work work, JobContext job) throws Exception {
    begun.add(work.name());
    body.run(work, job);
  }

  @Override
  public void dead(Work work) {
    burial.dead(work);
  }
}
