package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
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
            now,
            "trace"),
        lease);
  }

  @Test
  void onlyOneGetsAJob() {
    UUID id = add(OPTIONS);

    assertEquals(1, leaseAt(now, id).size());
    assertEquals(0, leaseAt(now, id).size());
    assertEquals(0, leases.leaseNext("screenshot", 10, now, now.plus(LEASE)).size());
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

    assertEquals(
        Set.of(leased.get(0).id(), leased.get(2).id()), new HashSet<>(leases.complete(leased)));
    assertEquals(0, rows("job"));
  }

  @Test
  void aDisplacedWorkerCanDoNothing() {
    UUID id = add(OPTIONS);
    Lease old = lease(id);
    Instant later = now.plus(LEASE).plusMillis(1);
    sweeps.expire(later);
    Lease current = leaseAt(later, id).get(0);
    assertNotEquals(old.token(), current.token());

    assertFalse(leases.complete(old));
    assertEquals(List.of(), leases.complete(List.of(old)));
    assertFalse(leases.retry(old, now, "no"));
    assertFalse(leases.giveBack(old));
    assertFalse(leases.bury(old, now, "no"));
    assertFalse(leases.progress(old, 50));
    assertEquals(List.of(), leases.renew(List.of(old), later.plus(LEASE)));

    assertEquals(0, rows("dead_job"));
    assertEquals(2, current.attempt());
    assertTrue(leases.complete(current));
  }

  @Test
  void aFailedJobIsReadyAgainWhenItsWaitIsOver() {
    UUID id = add(OPTIONS);
    Instant next = now.plusSeconds(5);
    assertTrue(leases.retry(lease(id), next, "first try"));

    assertEquals(0, leaseAt(next.minusMillis(1), id).size());
    assertEquals(2, leaseAt(next, id).get(0).attempt());
  }

  @Test
  void aDelayedJobIsNotLeasedEarlier() {
    UUID id = add(OPTIONS.delay(Duration.ofMinutes(1)));

    assertEquals(0, leaseAt(now.plusSeconds(59), id).size());
    assertEquals(0, leases.leaseNext("screenshot", 1, now.plusSeconds(59), now.plus(LEASE)).size());
    assertEquals(1, leaseAt(now.plusSeconds(60), id).size());
  }

  @Test
  void givingBackDoesNotCountAsAnAttempt() {
    UUID id = add(OPTIONS);
    assertTrue(leases.giveBack(lease(id)));

    assertEquals(1, lease(id).attempt());
  }

  @Test
  void aDeadJobKeepsWhatIsNeededToLookIntoIt() {
    Lease lease = lease(add(OPTIONS));

    assertTrue(leases.bury(lease, now, "x".repeat(5_000) + "\0"));

    assertEquals(0, rows("job"));
    assertEquals(
        1,
        database.number(
            "SELECT count(*) FROM dead_job WHERE id = ? AND payload = '{}' AND version = 3"
                + " AND length(last_error) = 1000 AND died_at = ? AND traceparent = 'trace'",
            lease.id(),
            now));
  }

  @Test
  void whoeverLeasesAtOnceGetsDifferentJobs() throws Exception {
    List<UUID> ids = IntStream.range(0, 200).mapToObj(i -> add(OPTIONS)).toList();
    Callable<List<Lease>> byId = () -> leases.lease(ids, now, now.plus(LEASE));
    Callable<List<Lease>> next = () -> leases.leaseNext("screenshot", 50, now, now.plus(LEASE));

    List<UUID> leased = new ArrayList<>();
    atOnce(4, next).forEach(some -> some.forEach(lease -> leased.add(lease.id())));
    atOnce(4, byId).forEach(some -> some.forEach(lease -> leased.add(lease.id())));
    // What one passed over because another held it at that moment is still there.
    byId.call().forEach(lease -> leased.add(lease.id()));

    assertEquals(200, leased.size());
    assertEquals(new HashSet<>(ids), new HashSet<>(leased));
  }

  @Test
  void whoPollsGetsUrgentJobsFirst() {
    add(OPTIONS);
    UUID urgent = add(OPTIONS.priority(5));

    List<Lease> leased = leases.leaseNext("screenshot", 1, now, now.plus(LEASE));

    assertEquals(List.of(urgent), leased.stream().map(Lease::id).toList());
  }

  @Test
  void leasingAndRenewingTouchNoIndex() {
    List<UUID> ids = Stream.generate(() -> add(OPTIONS)).limit(10).toList();
    long[] updates = new long[2];

    database.inTransaction(
        () -> {
          List<Lease> leased = leases.lease(ids, now, now.plus(LEASE));
          leases.renew(leased, now.plus(LEASE).plus(LEASE));
          updates[0] = database.number("SELECT pg_stat_get_xact_tuples_updated('job'::regclass)");
          updates[1] =
              database.number("SELECT pg_stat_get_xact_tuples_hot_updated('job'::regclass)");
        });

    assertEquals(20, updates[0]);
    assertEquals(updates[0], updates[1], "heap-only updates");
  }
}
