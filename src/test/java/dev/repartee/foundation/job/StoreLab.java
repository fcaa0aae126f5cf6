package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The stores on a database of their own. */
abstract class StoreLab {

  static final Duration LEASE = Duration.ofSeconds(30);
  static final JobOptions OPTIONS = JobOptions.of("screenshot").attempts(2);

  LabDatabase database;
  JobStore store;
  Leases leases;
  SweepStore sweeps;

  @BeforeEach
  final void open() throws Exception {
    database = LabDatabase.create();
    store = new JobStore(database);
    leases = new Leases(database);
    sweeps = new SweepStore(database);
  }

  @AfterEach
  final void close() {
    database.close();
  }

  UUID add(JobOptions options) {
    return store.add(new JobStore.NewJob(Ids.next(), "Work", 3, "{}", options, "trace"));
  }

  /** Adds so many jobs that are ready. */
  List<UUID> fill(int count) {
    return store.addAll(
        Stream.generate(() -> new JobStore.NewJob(Ids.next(), "Work", 3, "{}", OPTIONS, null))
            .limit(count)
            .toList());
  }

  Lease lease(UUID id) {
    return leases.lease(List.of(id), LEASE).get(0);
  }

  List<Lease> leaseNow(UUID... ids) {
    return leases.lease(List.of(ids), LEASE);
  }

  long rows(String table) {
    return database.number("SELECT count(*) FROM " + table);
  }

  static <T> List<T> atOnce(int count, Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result :
          threads.invokeAll(Stream.generate(() -> work).limit(count).toList())) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
