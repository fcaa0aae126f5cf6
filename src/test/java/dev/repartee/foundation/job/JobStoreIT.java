package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
