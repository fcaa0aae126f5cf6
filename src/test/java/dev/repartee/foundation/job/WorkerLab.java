package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Instances that share a database and a Redis, with a clock that the test sets. */
abstract class WorkerLab {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Duration PAST_THE_LEASE = Duration.ofSeconds(31);

  /** So that nobody but another instance can take a job again. */
  static final Map<String, String> ONE_HAND = Map.of("WORKER_CONCURRENCY_SCREENSHOT", "1");

  static final LabHandler.Work WORK = new LabHandler.Work("one");

  final SettableClock clock = new SettableClock();
  final LabHandler handler = new LabHandler((work, job) -> {});
  final List<LabInstance> instances = new ArrayList<>();
  LabDatabase database;

  @BeforeEach
  final void open() throws Exception {
    LocalServices.forTests().redis().start();
    LocalServices.forTests().redis().flush();
    database = LabDatabase.create();
    database.execute("CREATE TABLE effect (job uuid NOT NULL, worker text NOT NULL)");
  }

  @AfterEach
  final void close() {
    instances.forEach(LabInstance::close);
    database.close();
    LocalServices.forTests().redis().start();
  }

  LabInstance instance(JobHandler<?>... handlers) {
    return instance(Map.of(), handlers);
  }

  LabInstance instance(Map<String, String> changes, JobHandler<?>... handlers) {
    List<JobHandler<?>> all = handlers.length == 0 ? List.of(handler) : List.of(handlers);
    LabInstance instance = new LabInstance(database, clock, changes, all);
    instances.add(instance);
    return instance;
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not happen within " + PATIENCE);
      Thread.sleep(10);
    }
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  static <T> T value(AtomicReference<T> reference) {
    return Objects.requireNonNull(reference.get());
  }

  /** Lets time go by for Postgres and for the instances. */
  void pass(Duration time) {
    clock.advance(time);
    database.pass(time);
  }

  long rows(String table) {
    return database.number("SELECT count(*) FROM " + table);
  }

  void awaitNoJobs() throws InterruptedException {
    await(() -> rows("job") == 0);
  }

  static void effect(LabInstance by, UUID job, String name) {
    by.database.execute("INSERT INTO effect VALUES (?, ?)", job, name);
  }

  /** A handler whose effect is in the instance's database, once the gate lets it. */
  static LabHandler gated(
      AtomicReference<LabInstance> by, String name, CountDownLatch begun, CountDownLatch gate) {
    return new LabHandler(
        (work, job) -> {
          begun.countDown();
          boolean interrupted = false;
          while (gate.getCount() > 0) {
            try {
              gate.await();
            } catch (InterruptedException e) { // a frozen process does not notice
              interrupted = true;
            }
          }
          if (interrupted) {
            Thread.interrupted();
          }
          job.complete(() -> effect(value(by), job.id(), name));
        });
  }
}
