package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SweepStoreIT extends StoreLab {

  @Test
  void aLeaseThatIsRenewedDoesNotExpire() {
    Lease lease = lease(add(OPTIONS));

    assertEquals(List.of(), sweeps.expire());
    assertEquals(Set.of(lease.token()), leases.renew(List.of(lease), LEASE.plus(LEASE)));
    database.pass(LEASE.plusSeconds(1));
    assertEquals(List.of(), sweeps.expire());
    database.pass(LEASE);
    assertEquals(List.of(lease.ready()), sweeps.expire());
  }

  @Test
  void aLastAttemptThatNobodyEndsIsTakenOverAndNotRepeated() {
    UUID id = add(OPTIONS.attempts(1));
    Lease lease = lease(id);
    database.pass(LEASE.plusMillis(1));

    assertEquals(List.of(), sweeps.expire());
    List<Lease> taken = sweeps.takeOverExhausted(LEASE);

    assertEquals(List.of(id), taken.stream().map(Lease::id).toList());
    assertFalse(leases.complete(lease));
    assertTrue(leases.bury(taken.get(0), "silent"));
    assertEquals(List.of(), sweeps.takeOverExhausted(LEASE));
  }

  @Test
  void dueJobsComeInOrderAndPageByPage() {
    UUID late = add(OPTIONS.delay(Duration.ofSeconds(90)));
    UUID first = add(OPTIONS);
    UUID second = add(OPTIONS);
    lease(add(OPTIONS));
    UUID elsewhere = add(JobOptions.of("generation"));
    add(OPTIONS.delay(Duration.ofHours(1)));
    database.pass(Duration.ofSeconds(100));

    List<SweepStore.Mark> page = sweeps.due(List.of(SweepStore.Mark.start("screenshot")), 2);
    assertEquals(List.of(first, second), page.stream().map(SweepStore.Mark::id).toList());

    List<SweepStore.Mark> both =
        sweeps.due(List.of(page.get(1), SweepStore.Mark.start("generation")), 2);
    assertEquals(
        Set.of(late, elsewhere),
        both.stream().map(SweepStore.Mark::id).collect(Collectors.toSet()));
    assertEquals(List.of(), sweeps.due(both, 2));
  }

  @Test
  void nobodyWaitsForAnEffectThatIsBeingCommitted() throws Exception {
    Lease completing = lease(add(OPTIONS));
    Lease other = lease(add(OPTIONS));
    database.pass(LEASE.plusMillis(1));
    List<UUID> expired = new ArrayList<>();
    Set<UUID> held = new HashSet<>();

    database.inTransaction(
        () -> {
          leases.complete(completing);
          LabDatabase elsewhere = database.another();
          held.addAll(
              new Leases(elsewhere).renew(List.of(completing, other), Duration.ofSeconds(-1)));
          new SweepStore(elsewhere).expire().forEach(ready -> expired.add(ready.id()));
        });

    assertEquals(Set.of(completing.token(), other.token()), held);
    assertEquals(List.of(other.id()), expired);
    assertEquals(1, rows("job"));
  }
}
