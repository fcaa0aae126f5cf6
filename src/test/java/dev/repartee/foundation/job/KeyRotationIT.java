package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.Undecipherable;
import dev.repartee.testing.Counted;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A server is given a new key over a database that is sealed under the one before. */
class KeyRotationIT {

  private static final String ONE = "RrT9Zc1Jv0oTnUqv7p1fX6m0kqk4m3yq2mB8jQeYwXo=";
  private static final String OTHER = "4zu9v1XlP8mKcBqk0f1gP8GkWJm2cJc0hYv3nqzC9zE=";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int DEAD = 300;
  private static final int DONE = 150;

  private final Encryption before = LabDatabase.encryption(Map.of("ENCRYPTION_KEY", ONE));
  private final Encryption after = LabDatabase.encryption(Map.of("ENCRYPTION_KEY", OTHER));
  private final Encryption meanwhile =
      LabDatabase.encryption(Map.of("ENCRYPTION_KEY", OTHER, "ENCRYPTION_KEY_PREVIOUS", ONE));

  private record Stored(UUID id, String payload) {

    /** What is between the quotation marks of its only sealed text. */
    String opened(Encryption encryption) {
      int from = payload.indexOf(PayloadSecrets.PREFIX);
      String text = payload.substring(from, payload.indexOf('"', from));
      byte[] plain = encryption.open(PayloadSecrets.sealed(text), PayloadSecrets.identity(id));
      return new String(plain, StandardCharsets.UTF_8);
    }
  }

  @Test
  void everythingIsSealedAnewWhileItIsRead() throws Exception {
    try (LabDatabase database = LabDatabase.create()) {
      fill(database);
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> read(database, over));
      Map<String, String> keys =
          Map.of(
              "DATABASE_URL", database.address(),
              "ENCRYPTION_KEY", OTHER,
              "ENCRYPTION_KEY_PREVIOUS", ONE);
      try (TestServer server = TestServer.start("key-rotation", keys)) {
        assertTrue(
            Eventually.isTrue(PATIENCE, () -> server.log().contains("can be removed")),
            "the rotation did not end");
      } finally {
        over.set(true);
      }
      long reads = reader.get();
      for (Stored stored : all(database)) {
        assertEquals("secret of " + stored.id(), stored.opened(after));
        assertEquals(
            Undecipherable.Reason.UNKNOWN_KEY,
            assertThrows(Undecipherable.class, () -> stored.opened(before)).reason());
      }
      after.open(canary(database), "encryption_canary");
      assertEquals(
          1,
          database.number(
              "SELECT count(*) FROM audit_entry WHERE action = 'encryption.key_rotated'"));
      Counted.say(
          "%d rows sealed anew; each time that they were read meanwhile (%d) they opened",
          all(database).size() + 1, reads);
    }
  }

  private void fill(LabDatabase database) {
    database.execute(
        "INSERT INTO encryption_canary VALUES (1, ?, now())",
        before.seal("it sings".getBytes(StandardCharsets.UTF_8), "encryption_canary"));
    for (int i = 0; i < DEAD; i++) {
      UUID id = UUID.randomUUID();
      database.execute(
          "INSERT INTO dead_job (id, queue, type, version, payload, attempts, max_attempts,"
              + " created_at, died_at) VALUES (?, 'maintenance', 't', 1, ?, 1, 1, now(), now())",
          id,
          payload(id));
    }
    for (int i = 0; i < DONE; i++) {
      UUID id = UUID.randomUUID();
      database.execute(
          "INSERT INTO done_job (id, queue, type, version, payload, attempts, max_attempts,"
              + " created_at, done_at, keep_until)"
              + " VALUES (?, 'maintenance', 't', 1, ?, 1, 1, now(), now(), now() + interval '1 d')",
          id,
          payload(id));
    }
    UUID id = UUID.randomUUID();
    database.execute(
        "INSERT INTO job (id, queue, type, payload, max_attempts, backoff, timeout_ms, run_at,"
            + " created_at)"
            + " VALUES (?, 'maintenance', 't', ?, 1, '0', 1000, now() + interval '1 d', now())",
        id,
        payload(id));
  }

  private String payload(UUID id) {
    byte[] secret = ("secret of " + id).getBytes(StandardCharsets.UTF_8);
    String sealed = PayloadSecrets.text(before.seal(secret, PayloadSecrets.identity(id)));
    return "{\"to\":\"Ann\",\"deep\":[{\"token\":\"" + sealed + "\"}],\"count\":1,\"none\":null}";
  }

  /** As the product does, which knows both keys. */
  private long read(LabDatabase database, AtomicBoolean over) {
    long reads = 0;
    while (!over.get()) {
      for (Stored stored : all(database)) {
        assertEquals("secret of " + stored.id(), stored.opened(meanwhile));
        reads++;
      }
      LockSupport.parkNanos(PAUSE.toNanos()); // leaves the machine to the server
    }
    return reads;
  }

  private static List<Stored> all(LabDatabase database) {
    List<Stored> all =
        new Statements(database)
            .rows(
                "SELECT id, payload FROM dead_job UNION ALL SELECT id, payload FROM done_job"
                    + " UNION ALL SELECT id, payload FROM job WHERE type = 't'",
                row -> new Stored(row.getObject(1, UUID.class), row.getString(2)));
    assertEquals(DEAD + DONE + 1, all.size());
    return all;
  }

  private static byte[] canary(LabDatabase database) {
    return new Statements(database)
        .rows("SELECT sealed FROM encryption_canary", row -> row.getBytes(1))
        .get(0);
  }
}
