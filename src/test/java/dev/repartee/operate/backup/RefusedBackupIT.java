package dev.repartee.operate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Backups that are not whole, not ours, or not wanted here. */
class RefusedBackupIT extends BackupFixture {

  @Test
  void aBackupOfANewerVersionIsRefused() throws Exception {
    String source = migrated();
    String name;
    try (Connection connection = connect(source)) {
      execute(
          connection,
          "INSERT INTO databasechangelog (id, author, filename, dateexecuted, orderexecuted,"
              + " exectype) VALUES ('9999-of-tomorrow', 'a', 'f', now(), 9999, 'EXECUTED')");
      name = backups.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY).name();
    }
    refused(name, backups, "newer version, with the change 9999-of-tomorrow");
  }

  @Test
  void whatIsCutOffChangedOrAnotherIsRefusedAndNothingIsChanged() throws Exception {
    String source = migrated();
    String name;
    try (Connection connection = connect(source)) {
      execute(
          connection,
          "INSERT INTO workspace (id, name, created_at, updated_at) SELECT gen_random_uuid(),"
              + " md5(random()::text) || md5(random()::text), now(), now() FROM generate_series(1,"
              + " 50000)");
      name = backups.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY).name();
    }
    byte[] whole;
    try (InputStream in = objects.read(name)) {
      whole = in.readAllBytes();
    }
    assertTrue(whole.length > 2 * 1024 * 1024, "several segments: " + whole.length);
    backups.verify(name, NOBODY); // as it is, it is fine

    for (int length : new int[] {0, 4, 100, 1024 * 1024, whole.length - 1}) {
      put(java.util.Arrays.copyOf(whole, length), name);
      refused(name, backups, "");
    }
    for (int at : new int[] {0, 9, 40, 200, whole.length / 2, whole.length - 1}) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      put(changed, name);
      refused(name, backups, "");
    }
    put(whole, "backups/manual/another.rptbak");
    refused("backups/manual/another.rptbak", backups, "");
    put(whole, name);
    refused(name, new Backups(objects, encryption(Map.of("ENCRYPTION_KEY", OTHER_KEY))), "");
    refused("backups/manual/none.rptbak", backups, "there is no backup");
  }

  @Test
  void anInterruptedBackupIsNotThere() throws Exception {
    try (Connection connection = connect(migrated())) {
      assertThrows(
          IllegalStateException.class,
          () ->
              backups.make(
                  BackupKind.DAILY,
                  Instant.now(),
                  connection,
                  (table, done) -> {
                    throw new IllegalStateException("stopped");
                  }));
      assertEquals(List.of(), backups.names());
      assertEquals(List.of(), objects.keys("backups/"));
      assertEquals("1", text(connection, "SELECT 1"), "the connection can be used again");
    }
  }

  @Test
  void aDatabaseWithAnythingInItIsRefused() throws Exception {
    String name;
    String source = migrated();
    try (Connection connection = connect(source)) {
      name = backups.make(BackupKind.MANUAL, Instant.now(), connection, NOBODY).name();
      BackupRefused refused =
          assertThrows(
              BackupRefused.class, () -> backups.restore(name, connection, NOBODY, NOBODY));
      assertTrue(refused.getMessage().contains("not empty"));
    }
  }
}
