package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import dev.repartee.local.Progress;
import dev.repartee.testing.Counted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three workers, each a process, under load: what happens to them and to what they stand on loses
 * no job that was acknowledged and doubles no effect that is part of its job's completion.
 */
@Tag("long")
class WorkerProcessesIT {

  private static final int WORKERS = 3;
  private static final int KILLS = 20;

  /** So short that the jobs of a killed worker come back while others are killed. */
  private static final Map<String, String> SHORT_LEASE = Map.of("JOB_LEASE", "2s");

  /** So long that nobody who lives loses one on a slow machine. */
  private static final Map<String, String> LONG_LEASE = Map.of("JOB_LEASE", "60s");

  private static LocalServices services;

  private LabDatabase database;
  private LabInstance api;
  private CountedLoad load;
  private WorkerProcesses processes;

  @BeforeAll
  static void start() {
    services = LocalServices.start(Path.of("target/local-workers"), Map.of(), Progress.silent());
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @BeforeEach
  void open() throws Exception {
    services.postgres().start();
    services.redis().start();
    services.redis().flush();
    database = LabDatabase.create(services);
    LoadHandler.createTables(database);
  }

  @AfterEach
  void close() throws Exception {
    processes.close();
    api.close();
    database.close();
  }

  private List<WorkerProcesses.Worker> begin(Map<String, String> changes, int millis)
      throws Exception {
    Map<String, String> variables = new HashMap<>(services.environment());
    variables.put("WORKER_CONCURRENCY_SCREENSHOT", "8");
    variables.put("JOB_SWEEP_INTERVAL", "300ms");
    variables.put("REDIS_TIMEOUT", "1s");
    variables.put("SHUTDOWN_TIMEOUT", "20s");
    variables.putAll(changes);
    LabDatabase own = database.another();
    api =
        new LabInstance(
            own, List.of(new LoadHandler(own, "api")), InstantSource.system(), variables);
    load = new CountedLoad(api, database, millis);
    processes = new WorkerProcesses(services, database, variables);
    return processes.start(WORKERS);
  }

  private CountedLoad.Tally end(String what) throws InterruptedException {
    CountedLoad.Tally tally = load.awaitEnd();
    Counted.say("%s: %s", what, tally);
    return tally;
  }

  @Test
  void ofThreeWorkersOneIsKilledTwentyTimesInARow() throws Exception {
    List<WorkerProcesses.Worker> workers = begin(SHORT_LEASE, 2);
    int interrupted = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      load.add(1_250);
      load.awaitEffects(50);
      workers.get(kill % WORKERS).kill();
      interrupted += load.running() > 0 ? 1 : 0;
      workers.set(kill % WORKERS, processes.start());
      workers.get(kill % WORKERS).awaitReady();
    }
    CountedLoad.Tally tally = end(KILLS + " kills");

    assertEquals(25_000, tally.accepted());
    assertEquals(20_000, tally.effects());
    assertTrue(tally.retaken() > 0 && interrupted > KILLS / 2, "the kills met nobody at work");
    assertEquals(0, database.number("SELECT count(*) FROM dead_job WHERE payload LIKE '%EFFECT%'"));
  }

  @Test
  void aRollingRestartUnderLoadLosesNothingAndRunsNothingTwice() throws Exception {
    List<WorkerProcesses.Worker> workers = begin(LONG_LEASE, 5);
    load.keepUpDuring(
        () -> {
          for (int restart = 0; restart < WORKERS; restart++) {
            load.awaitEffects(200);
            assertTrue(workers.get(restart % WORKERS).terminate(Duration.ofSeconds(30)));
            workers.set(restart % WORKERS, processes.start());
            workers.get(restart % WORKERS).awaitReady();
          }
        });
    CountedLoad.Tally tally = end(WORKERS + " restarts");

    assertEquals(tally.accepted(), tally.runs());
    assertEquals(1, tally.mostRuns());
    assertEquals(0, tally.retaken());
    assertEquals(0, tally.dead());
  }

  @Test
  void redisForgetsIsAwayForAMinuteAndComesBackEmpty() throws Exception {
    begin(LONG_LEASE, 5);
    load.keepUpDuring(
        () -> {
          for (int i = 0; i < 3; i++) {
            load.awaitEffects(200);
            services.redis().flush();
          }
          load.awaitEffects(200);
          services.redis().stop();
          long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
          while (System.nanoTime() < end) {
            load.awaitEffects(100); // all along: Postgres is asked, and three sweep at once
          }
          services.redis().start(); // it keeps nothing, so it is another, empty one
          load.awaitEffects(500);
        });
    CountedLoad.Tally tally = end("Redis flushed, away for 60 s, replaced");

    assertEquals(tally.accepted(), tally.runs());
    assertEquals(0, tally.retaken());
    assertEquals(0, tally.dead());
  }

  @Test
  void connectionsAreCutAndPostgresIsKilledAndStartedAgain() throws Exception {
    begin(SHORT_LEASE, 5);
    load.keepUpDuring(
        () -> {
          for (int i = 0; i < 5; i++) {
            load.awaitEffects(200);
            database.number(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
          }
          load.awaitEffects(200);
          services.postgres().kill();
          services.postgres().start();
          load.awaitEffects(500);
          services.postgres().stop();
          services.postgres().start();
          load.awaitEffects(500);
        });
    end("connections cut 5 times, Postgres killed and stopped");
  }

  @Test
  void aWorkerFrozenPastItsLeasesIsRefusedWhenItWakesUp() throws Exception {
    List<WorkerProcesses.Worker> workers = begin(SHORT_LEASE, 50);
    WorkerProcesses.Worker frozen = workers.get(0);
    load.add(3_000);
    String runs = "SELECT count(*) FROM run WHERE worker = '" + frozen.name() + "'";
    WorkerLab.await(() -> database.number(runs) >= 8);
    frozen.freeze();
    String again =
        "SELECT count(*) FROM run AS others JOIN run AS his USING (number)"
            + (" WHERE his.worker = '" + frozen.name() + "' AND others.worker <> his.worker");
    String ready = "SELECT count(*) FROM job WHERE state = 'READY'";
    WorkerLab.await(() -> database.number(again) >= 1 && database.number(ready) == 0);
    frozen.thaw();
    load.add(500);
    CountedLoad.Tally tally = end("frozen past its lease, and thawed");

    assertEquals(3_500, tally.accepted());
    assertEquals(2_800, tally.effects());
    assertTrue(tally.runs() > tally.accepted(), "what it held was run by others");
    WorkerLab.await(() -> refusals(frozen) > 0);
    Counted.say("%d completions were refused", refusals(frozen));
  }

  private static long refusals(WorkerProcesses.Worker worker) {
    try {
      return worker.log().lines().filter(line -> line.contains("does not count")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void clocksThatDifferByTwoHoursAndJumpMakeNoDifference() throws Exception {
    List<WorkerProcesses.Worker> workers = begin(LONG_LEASE, 5);
    load.keepUpDuring(
        () -> {
          for (Duration hour : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ZERO)) {
            load.awaitEffects(300);
            workers.get(0).setClockAhead(hour);
            workers.get(1).setClockAhead(hour.negated());
          }
          load.awaitEffects(300);
        });
    CountedLoad.Tally tally = end("clocks an hour ahead and behind");

    assertEquals(tally.accepted(), tally.runs());
    assertEquals(0, tally.dead());
  }
}
