package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Ids;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * How long leasing a batch takes while few and while many jobs wait, and after a million have come
 * and gone. A table in Markdown goes to the output; bench/jobs/claims starts it.
 */
public final class ClaimBench {

  private static final JobOptions OPTIONS = JobOptions.of("screenshot");
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int BATCH = 16;
  private static final int ROUNDS = 400;
  private static final int FEW = 1_000;
  private static final int MANY = 1_000_000;
  private static final int GROUP = 5_000;

  private final LabDatabase database;
  private final JobStore store;
  private final Leases leases;
  private final SweepStore sweeps;
  private final Deque<UUID> waiting = new ArrayDeque<>();
  private final PrintStream out;

  private ClaimBench(LabDatabase database, PrintStream out) {
    this.database = database;
    this.store = new JobStore(database);
    this.leases = new Leases(database);
    this.sweeps = new SweepStore(database);
    this.out = out;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    try (LabDatabase database = LabDatabase.create()) {
      new ClaimBench(database, System.out).run();
    }
  }

  private void run() {
    out.println(
        "| jobs in the table | lease 16, p50 | p95 | without Redis, p50 | p95 | one sweep |");
    out.println("|---|---|---|---|---|---|");
    fill(FEW);
    measure("warm-up");
    measure("1,000");
    fill(MANY - FEW);
    measure("1,000,000");
    churn(MANY);
    measure("1,000,000, after 1,000,000 have come and gone");
  }

  private void fill(int count) {
    for (int done = 0; done < count; done += GROUP) {
      List<JobStore.NewJob> jobs =
          Stream.generate(
                  () -> new JobStore.NewJob(Ids.next(), "Work", 1, "{\"n\":1}", OPTIONS, null))
              .limit(Math.min(GROUP, count - done))
              .toList();
      waiting.addAll(store.addAll(jobs));
    }
  }

  private void churn(int count) {
    for (int done = 0; done < count; done += GROUP) {
      List<UUID> ids = Stream.generate(waiting::poll).limit(GROUP).toList();
      leases.complete(leases.lease(ids, LEASE));
      fill(GROUP);
    }
  }

  private void measure(String name) {
    database.execute("ANALYZE job");
    long[] byId = new long[ROUNDS];
    long[] next = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      List<UUID> ids = Stream.generate(waiting::poll).limit(BATCH).toList();
      long begin = System.nanoTime();
      List<Lease> leased = leases.lease(ids, LEASE);
      byId[i] = System.nanoTime() - begin;
      leases.giveBack(leased);
      leased.forEach(lease -> waiting.add(lease.id()));
      begin = System.nanoTime();
      leased = leases.leaseNext("screenshot", BATCH, LEASE);
      next[i] = System.nanoTime() - begin;
      leases.giveBack(leased);
    }
    long begin = System.nanoTime();
    sweeps.expire();
    sweeps.takeOverExhausted(LEASE);
    long sweep = System.nanoTime() - begin;
    out.printf(
        Locale.ROOT,
        "| %s | %.2f ms | %.2f ms | %.2f ms | %.2f ms | %.1f ms |%n",
        name,
        percentile(byId, 50),
        percentile(byId, 95),
        percentile(next, 50),
        percentile(next, 95),
        sweep / 1e6);
  }

  private static double percentile(long[] nanos, int percent) {
    Arrays.sort(nanos);
    return nanos[nanos.length * percent / 100] / 1e6;
  }
}
