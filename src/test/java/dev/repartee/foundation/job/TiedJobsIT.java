package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.data.Ids;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TiedJobsIT extends StoreLab {

  private static final JobOptions GROUPED = OPTIONS.group("shop 7");

  @Test
  void aThrottledKeyAnswersTheFirstUntilItsPeriodIsOver() {
    JobOptions hourly = OPTIONS.throttle("report", Duration.ofHours(1));
    UUID first = add(hourly);
    assertEquals(first, add(hourly));
    assertTrue(leases.complete(lease(first)));
    assertEquals(first, add(hourly));
    assertEquals(0, rows("job"));

    database.execute("UPDATE job_throttle SET until = until - interval '61 minutes'");
    UUID next = add(hourly);
    assertNotEquals(first, next);
    assertEquals(next, add(hourly));
    assertEquals(1, rows("job"));
  }

  @Test
  void ofManyThatAreThrottledAtOnceOneIsAdded() throws Exception {
    JobOptions hourly = OPTIONS.throttle("report", Duration.ofHours(1));

    assertEquals(1, new HashSet<>(atOnce(8, () -> add(hourly))).size());
    assertEquals(1, rows("job"));
  }

  @Test
  void eachNewOneLetsADebouncedJobWaitAnew() {
    JobOptions settled = OPTIONS.debounce("typing", Duration.ofMinutes(1));
    UUID id = add(settled);
    database.pass(Duration.ofSeconds(50));
    assertEquals(id, add(settled));
    database.pass(Duration.ofSeconds(50));
    assertEquals(0, leaseNow(id).size());
    database.pass(Duration.ofSeconds(11));
    assertEquals(1, leaseNow(id).size());

    UUID next = add(settled);
    assertNotEquals(id, next, "the one that runs is left alone");
    assertEquals(next, add(settled));
    assertEquals(2, rows("job"));
  }

  @Test
  void theLastPayloadCountsAndWaitsBehindTheOneThatRuns() {
    JobOptions last = OPTIONS.keepLast("profile 3");
    UUID running = put(last, "{\"n\":1}");
    assertEquals(running, put(last, "{\"n\":2}"));
    Lease lease = lease(running);
    assertEquals("{\"n\":2}", lease.payload());

    UUID behind = put(last, "{\"n\":3}");
    assertNotEquals(running, behind);
    assertEquals(behind, put(last, "{\"n\":4}"));
    assertEquals(0, leaseNow(behind).size());
    assertTrue(leases.complete(lease));
    assertEquals("{\"n\":4}", lease(behind).payload());
  }

  @Test
  void ofManyThatKeepTheLastAtOnceOneWaits() throws Exception {
    JobOptions last = OPTIONS.keepLast("profile 3");
    UUID running = add(last);
    lease(running);

    assertEquals(1, new HashSet<>(atOnce(8, () -> add(last))).size());
    assertEquals(2, rows("job"));
  }

  @Test
  void jobsOfAGroupRunOneAfterTheOtherInTheirOrder() {
    UUID first = add(GROUPED);
    UUID second = add(GROUPED);
    UUID third = add(GROUPED);
    UUID other = add(OPTIONS.group("shop 8"));
    assertEquals(1, leaseNow(other).size());
    Lease lease = leaseNow(third, second, first).get(0);
    assertEquals(first, lease.id());

    assertTrue(leases.retry(lease, Duration.ofMinutes(1), "not now"));
    assertEquals(0, leaseNow(first, second, third).size(), "one that waits keeps the others");
    database.pass(Duration.ofMinutes(1));
    Lease again = leaseNow(first, second, third).get(0);
    assertEquals(first, again.id());
    assertTrue(leases.bury(again, "dead"));
    Lease next = lease(second);
    assertTrue(store.cancel(second).isPresent());
    assertEquals(Set.of(), leases.complete(List.of(next)));
    assertEquals(1, leaseNow(third).size());
  }

  @Test
  void ofAGroupOneIsReadyWhoeverAddsAndEndsAtOnce() throws Exception {
    List<UUID> ids = atOnce(8, () -> add(GROUPED));
    for (int left = ids.size(); left > 0; left--) {
      assertEquals(1, database.number("SELECT count(*) FROM job WHERE run_at < 'infinity'"));
      List<Lease> leased = leases.lease(ids, LEASE);
      assertEquals(1, leased.size());
      leases.complete(leased);
    }
    assertEquals(0, rows("job"));
  }

  @Test
  void aJobThatIsRolledBackLeavesNoGap() {
    UUID first = add(GROUPED);
    Lease lease = lease(first);
    UUID second = add(GROUPED);
    try {
      database.inTransaction(
          () -> {
            leases.complete(lease);
            throw new IllegalStateException("after all not");
          });
    } catch (IllegalStateException e) {
      assertEquals(0, leaseNow(second).size());
    }
    assertTrue(leases.complete(lease));
    assertEquals(1, leaseNow(second).size());
  }

  @Test
  void aParentWaitsForItsChildrenAndForTheirs() {
    UUID[] ids = family(OPTIONS.awaitingChildren());
    assertEquals(0, leaseNow(ids[0]).size());
    Lease child = lease(ids[1]);
    UUID grandchild = add(OPTIONS.parent(ids[0]));
    leases.complete(child);
    leases.complete(lease(ids[2]));
    assertEquals(0, leaseNow(ids[0]).size());
    leases.complete(lease(grandchild));

    assertEquals(1, leaseNow(ids[0]).size());
  }

  @Test
  void aParentWithoutChildrenRunsAtOnce() {
    assertEquals(1, leaseNow(add(OPTIONS.awaitingChildren())).size());
  }

  @Test
  void aParentDiesOfItsChildAndTakesTheWaitingOnesAlong() {
    UUID[] ids = family(OPTIONS.awaitingChildren());
    leases.bury(lease(ids[1]), "poison");

    List<Lease> doomed = sweeps.takeOverExhausted(LEASE);
    assertEquals(List.of(ids[0]), doomed.stream().map(Lease::id).toList());
    assertTrue(leases.bury(doomed.get(0), "silent"));
    assertEquals(0, rows("job"));
    assertEquals(
        1,
        database.number(
            "SELECT count(*) FROM dead_job WHERE id = ? AND last_error = ?",
            ids[0],
            "Its child " + ids[1] + " died"));
  }

  @Test
  void aParentThatSurvivesItsChildrenRunsAllTheSame() {
    UUID[] ids = family(OPTIONS.survivingChildren());
    leases.bury(lease(ids[1]), "poison");
    assertEquals(0, leaseNow(ids[0]).size());
    leases.complete(lease(ids[2]));

    assertEquals(1, leaseNow(ids[0]).size());
  }

  @Test
  void aParentThatIsCancelledTakesTheWaitingChildrenAlong() {
    UUID[] ids = family(OPTIONS.awaitingChildren());
    Lease running = lease(ids[1]);
    store.cancel(ids[0]);

    assertEquals(1, rows("job"));
    assertTrue(leases.complete(running));
  }

  /** A parent and two children. */
  private UUID[] family(JobOptions parent) {
    UUID[] ids = new UUID[3];
    database.inTransaction(
        () -> {
          ids[0] = add(parent);
          ids[1] = add(OPTIONS.parent(ids[0]));
          ids[2] = add(OPTIONS.parent(ids[0]));
        });
    return ids;
  }

  private UUID put(JobOptions options, String payload) {
    return store.add(new JobStore.NewJob(Ids.next(), "Work", 3, payload, options, null));
  }
}
