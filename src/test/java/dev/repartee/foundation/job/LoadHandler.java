package dev.repartee.foundation.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Does what can be counted afterwards: a row for each run, a row for each effect. */
final class LoadHandler implements JobHandler<LoadHandler.Load> {

  /** How often a job of a kind may run; the first is to outlive every crash of a test. */
  private static final int EFFECT_ATTEMPTS = 20;

  static final int PLAIN_ATTEMPTS = 3;

  /** What a job does. */
  public enum Kind {
    /** An effect and its completion in one transaction. */
    EFFECT,
    /** Nothing but to be counted. */
    PLAIN
  }

  /**
   * What a job is for.
   *
   * @param number one of its own
   * @param millis how long it works before the effect
   */
  public record Load(int number, Kind kind, int millis) {}

  private final LabDatabase database;
  private final String worker;

  LoadHandler(LabDatabase database, String worker) {
    this.database = database;
    this.worker = worker;
  }

  static void createTables(LabDatabase database) {
    database.execute(
        "CREATE TABLE run (number int NOT NULL, kind text NOT NULL, attempt int NOT NULL,"
            + " worker text NOT NULL)");
    database.execute(
        "CREATE TABLE effect (number int NOT NULL, attempt int NOT NULL, worker text NOT NULL)");
  }

  @Override
  public JobOptions options() {
    return JobOptions.of(LabHandler.QUEUE).backoff(Backoff.fixed(Duration.ofMillis(200)));
  }

  static JobOptions options(Load load, JobOptions options) {
    return options.attempts(load.kind() == Kind.EFFECT ? EFFECT_ATTEMPTS : PLAIN_ATTEMPTS);
  }

  @Override
  public void run(Load load, JobContext job) throws InterruptedException {
    database.execute(
        "INSERT INTO run VALUES (?, ?, ?, ?)",
        load.number(),
        load.kind().name(),
        job.attempt(),
        worker);
    TimeUnit.MILLISECONDS.sleep(load.millis());
    if (load.kind() == Kind.EFFECT) {
      job.complete(
          () ->
              database.execute(
                  "INSERT INTO effect VALUES (?, ?, ?)", load.number(), job.attempt(), worker));
    }
  }
}
