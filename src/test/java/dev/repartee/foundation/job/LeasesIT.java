package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeasesIT extends StoreLab {

  @Test
  void aLeaseSaysEverythingAboutTheJob() {
    UUID id = add(OPTIONS.timeout(Duration.ofMillis(1500)));

    Lease lease = lease(id);

    assertEquals(
        new Lease(
            id,
            lease.token(),
            "screenshot",
            "Work",
            3,
            "{}",
            1,
            2,
            OPTIONS.backoff(),
            Duration.ofMillis(1500),
            lease.readySince(),
            "trace",
            0,
            Lease.Traits.NONE),
        lease);
  }

  @Test
  void onlyOneGetsAJob() {
    UUID id = add(OPTIONS);

    assertEquals(1, leaseNow(id).size());
    assertEquals(0, leaseNow(id).size());
    assertEquals(0, leases.leaseNext("screenshot", 10, LEASE).size());
  }

  @Test
  void aCompletedJobIsGone() {
    Lease lease = lease(add(OPTIONS));

    assertTrue(leases.complete(lease));
    assertEquals(0, rows("job"));
    assertFalse(leases.complete(lease));
  }

  @Test
  void jobsAreCompletedInGroupsWithoutThoseThatAreLost() {
    List<Lease> leased = Stream.generate(() -> lease(add(OPTIONS))).limit(3).toList();
    store.cancel(leased.get(1).id());

    assertEquals(Set.of(leased.get(0).token(), leased.get(2).token()), leases.complete(leased));
    assertEquals(0, rows("job"));
  }

  @Test
  void aDisplacedWorkerCanDoNothing() {
    UUID id = add(OPTIONS);
    Lease old = lease(id);
    database.pass(LEASE.plusMillis(1));
    sweeps.expire();
    Lease current = lease(id);
    assertNotEquals(old.token(), current.token());

    assertFalse(leases.complete(old));
    assertEquals(Set.of(), leases.complete(List.of(old)));
    assertFalse(leases.retry(old, Duration.ZERO, "no"));
    assertEquals(Set.of(), leases.giveBack(List.of(old)));
    assertFalse(leases.bury(old, "no"));
    assertFalse(leases.progress(old, 50));
    assertEquals(Set.of(), leases.renew(List.of(old), LEASE));

    assertEquals(0, rows("dead_job"));
    assertEquals(2, current.attempt());
    assertTrue(leases.complete(current));
  }

  @Test
  void aFailedJobIsReadyAgainWhenItsWaitIsOver() {
    UUID id = add(OPTIONS);
    assertTrue(leases.retry(lease(id), Duration.ofMinutes(1), "first try"));

    assertEquals(0, leaseNow(id).size());
    database.pass(Duration.ofMinutes(1));
    assertEquals(2, lease(id).attempt());
  }

  @Test
  void aDelayedJobIsNotLeasedEarlier() {
    UUID id = add(OPTIONS.delay(Duration.ofMinutes(1)));

    assertEquals(0, leaseNow(id).size());
    assertEquals(0, leases.leaseNext("screenshot", 1, LEASE).size());
    database.pass(Duration.ofMinutes(1));
    assertEquals(1, leaseNow(id).size());
  }

  @Test
  void givingBackDoesNotCountAsAnAttempt() {
    UUID id = add(OPTIONS);
    Lease lease = lease(id);
    assertEquals(Set.of(lease.token()), leases.giveBack(List.of(lease)));

    assertEquals(1, lease(id).attempt());
  }

  @Test
  void aDeadJobKeepsWhatIsNeededToLookIntoIt() {
    Lease lease = lease(add(OPTIONS));

    assertTrue(leases.bury(lease, "x".repeat(5_000) + "\0"));

    assertEquals(0, rows("job"));
    assertEquals(
        1,
        database.number(
            "SELECT count(*) FROM dead_job WHERE id = ? AND payload = '{}' AND version = 3"
                + " AND length(last_error) = 1000 AND traceparent = 'trace'",
            lease.id()));
  }

  @Test
  void whoeverLeasesAtOnceGetsDifferentJobs() throws Exception {
    List<UUID> ids = IntStream.range(0, 200).mapToObj(i -> add(OPTIONS)).toList();
    Callable<List<Lease>> byId = () -> leases.lease(ids, LEASE);
    Callable<List<Lease>> next = () -> leases.leaseNext("screenshot", 50, LEASE);

    List<UUID> leased = new ArrayList<>();
    atOnce(4, next).forEach(some -> some.forEach(lease -> leased.add(lease.id())));
    atOnce(4, byId).forEach(some -> some.forEach(lease -> leased.add(lease.id())));
    // What one passed over because another held it at that moment is still there.
    byId.call().forEach(lease -> leased.add(lease.id()));

    assertEquals(200, leased.size());
    assertEquals(new HashSet<>(ids), new HashSet<>(leased));
  }

  @Test
  void whoPollsGetsUrgentJobsFirstAndThoseThatYieldLast() {
    UUID yielding = add(OPTIONS.priority(-1));
    UUID plain = add(OPTIONS);
    UUID urgent = add(OPTIONS.priority(5));
    UUID mostUrgent = add(OPTIONS.priority(9));
    List<UUID> order = new ArrayList<>();

    for (int i = 0; i < 4; i++) {
      leases.leaseNext("screenshot", 1, LEASE).forEach(lease -> order.add(lease.id()));
    }
    assertEquals(List.of(mostUrgent, urgent, plain, yielding), order);
  }

  @Test
  void whoPollsGetsNoMoreThanAskedFor() {
    Stream.of(0, 1, -1).forEach(priority -> add(OPTIONS.priority(priority)));

    assertEquals(2, leases.leaseNext("screenshot", 2, LEASE).size());
    assertEquals(1, leases.leaseNext("screenshot", 2, LEASE).size());
  }

  @Test
  void leasingAndRenewingTouchNoIndex() {
    List<UUID> ids = Stream.generate(() -> add(OPTIONS)).limit(10).toList();
    long[] updates = new long[2];

    database.inTransaction(
        () -> {
          List<Lease> leased = leases.lease(ids, LEASE);
          leases.renew(leased, LEASE);
          updates[0] = database.number("SELECT pg_stat_get_xact_tuples_updated('job'::regclass)");
          updates[1] =
              database.number("SELECT pg_stat_get_xact_tuples_hot_updated('job'::regclass)");
        });

    assertEquals(20, updates[0]);
    assertEquals(updates[0], updates[1], "heap-only updates");
  }
}
