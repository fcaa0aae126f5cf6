package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * No step of a job reads the whole table. The sweep for silent workers may; it takes care itself
 * that it does so seldom.
 */
class PlansIT extends StoreLab {

  private static final int JOBS = 20_000;
  private static final String SCANS = "SELECT pg_stat_get_xact_numscans('job'::regclass)";

  @Test
  void everyStepGoesThroughAnIndexInALongTable() {
    List<UUID> ids = fill(JOBS);
    database.execute("ANALYZE job");
    Lease[] lease = new Lease[1];

    withoutAScan("lease", () -> lease[0] = leases.lease(ids.subList(0, 100), LEASE).get(0));
    List<Lease> held = List.of(lease[0]);
    withoutAScan("leaseNext", () -> leases.leaseNext("screenshot", 16, LEASE));
    withoutAScan("renew", () -> leases.renew(held, LEASE));
    withoutAScan("giveBack", () -> leases.giveBack(held));
    withoutAScan("retry", () -> leases.retry(lease[0], Duration.ZERO, "no"));
    withoutAScan("complete", () -> leases.complete(held));
    withoutAScan("complete one", () -> leases.complete(lease[0]));
    withoutAScan("bury", () -> leases.bury(lease[0], "no"));
    withoutAScan("due", () -> sweeps.due(List.of(SweepStore.Mark.start("screenshot")), 100));
    withoutAScan("cancel", () -> store.cancel(ids.get(500)));
  }

  /**
   * Statistics are from when the table was empty, and it was short when the statements were new.
   */
  @Test
  void aPlanForAShortTableIsNotKeptForALongOne() {
    fill(JOBS);
    database.execute("DELETE FROM job");
    database.execute("ANALYZE job");
    for (int i = 0; i < 12; i++) {
      List<Lease> few = leases.lease(fill(2), LEASE);
      leases.renew(few, LEASE);
      leases.giveBack(few);
      leases.complete(leases.lease(few.stream().map(Lease::id).toList(), LEASE));
    }
    List<UUID> ids = fill(JOBS).subList(0, 100);

    List<Lease> held = new ArrayList<>();
    withoutAScan("lease", () -> held.addAll(leases.lease(ids, LEASE)));
    withoutAScan("renew", () -> leases.renew(held, LEASE));
    withoutAScan("giveBack", () -> leases.giveBack(held));
    List<Lease> again = leases.lease(ids, LEASE);
    withoutAScan("complete", () -> leases.complete(again));
  }

  private void withoutAScan(String step, Runnable statement) {
    database.inTransaction(
        () -> {
          long before = database.number(SCANS); // some may not have been reported yet
          statement.run();
          assertEquals(before, database.number(SCANS), step);
        });
  }
}
