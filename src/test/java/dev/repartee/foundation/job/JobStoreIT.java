package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.foundation.data.Ids;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobStoreIT extends StoreLab {

  @Test
  void aJobOfATransactionThatFailsWasNeverThere() {
    assertThrows(
        IllegalStateException.class,
        () ->
            database.inTransaction(
                () -> {
                  add(OPTIONS);
                  throw new IllegalStateException();
                }));

    assertEquals(0, rows("job"));
  }

  @Test
  void theSameDedupeKeyIsTheSameJobUntilItIsDone() {
    JobOptions keyed = OPTIONS.dedupeKey("session 1");
    UUID id = add(keyed);

    assertEquals(id, add(keyed));
    Lease lease = lease(id);
    assertEquals(id, add(keyed));
    assertNotEquals(id, add(OPTIONS.dedupeKey("session 2")));
    leases.complete(lease);
    assertNotEquals(id, add(keyed));
  }

  @Test
  void addingWithTheSameDedupeKeyAtOnceAddsOne() throws Exception {
    List<UUID> ids = atOnce(8, () -> add(OPTIONS.dedupeKey("session 1")));

    assertEquals(1, new HashSet<>(ids).size());
    assertEquals(1, rows("job"));
  }

  @Test
  void manyJobsAreAddedTogetherAndKeepTheirOrder() {
    UUID known = add(OPTIONS.dedupeKey("session 1"));
    List<JobStore.NewJob> jobs =
        List.of(
            job(OPTIONS),
            job(OPTIONS.dedupeKey("session 1")),
            job(OPTIONS.priority(3)),
            job(OPTIONS));

    List<UUID> ids = store.addAll(jobs);

    assertEquals(List.of(jobs.get(0).id(), known, jobs.get(2).id(), jobs.get(3).id()), ids);
    assertEquals(4, rows("job"));
    assertEquals(3, lease(jobs.get(2).id()).priority());
    assertEquals(jobs.get(3).id(), lease(jobs.get(3).id()).id());
  }

  private static JobStore.NewJob job(JobOptions options) {
    return new JobStore.NewJob(Ids.next(), "Work", 3, "{}", options, "trace");
  }
}
