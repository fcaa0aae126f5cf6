package dev.repartee.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestDatabase;
import dev.repartee.testing.TestServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The process dies in the middle of reading; what it had accepted is read once all the same. */
@Tag("long")
class CrashIT {

  private static final int SCREENSHOTS = 100;

  /** Notes every change of a session's status, whoever makes it. */
  private static final String HISTORY =
      """
      CREATE TABLE session_history (session_id uuid, status text, read_lines int);
      CREATE FUNCTION note_status() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.status IS DISTINCT FROM NEW.status OR OLD.ocr_result IS DISTINCT FROM NEW.ocr_result THEN
          INSERT INTO session_history
            VALUES (NEW.id, NEW.status, coalesce(json_array_length(NEW.ocr_result::json), 0));
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER note_status AFTER UPDATE ON session
        FOR EACH ROW EXECUTE FUNCTION note_status();
      """;

  @Test
  void aHundredScreenshotsAreEachReadOnceThoughTheServerIsKilled() throws Exception {
    URI database = URI.create(LocalServices.forTests().newDatabase("template0"));
    Map<String, String> variables =
        Map.of(
            "DATABASE_URL", database.toString(),
            "RATE_LIMIT_ENABLED", "false",
            "JOB_LEASE", "3s",
            "JOB_SWEEP_INTERVAL", "500ms");
    List<String> accepted = new ArrayList<>();
    Person ann;
    try (Connection connection = connect(database);
        TestServer killed = TestServer.start("crash-1", variables)) {
      execute(connection, HISTORY);
      ann = Person.at(killed);
      byte[] picture = Person.smallScreenshot();
      for (int i = 0; i < SCREENSHOTS; i++) {
        accepted.add(ann.bring("image/png", picture));
      }
      killed.process().kill();
      assertFalse(killed.process().isRunning());
      long readBefore = count(connection, "session WHERE status = 'VERIFYING_OCR'");
      assertTrue(readBefore < SCREENSHOTS, "the kill came too late to prove anything");
      long begun = count(connection, "job WHERE state = 'RUNNING'");
      assertTrue(begun > 0, "nothing was being read when the server was killed");

      try (TestServer restarted = TestServer.start("crash-2", variables)) {
        assertTrue(
            Eventually.isTrue(
                Duration.ofMinutes(3),
                () -> count(connection, "session WHERE status = 'VERIFYING_OCR'") == SCREENSHOTS),
            () -> "only " + count(connection, "session WHERE status = 'VERIFYING_OCR'"));
        assertTrue(Eventually.isTrue(() -> count(connection, "job") == 0), "jobs are left");
        assertEquals(0, count(connection, "dead_job"));
        assertEquals(SCREENSHOTS, count(connection, "session"));
        assertEquals(
            SCREENSHOTS,
            count(connection, "session_history WHERE status = 'VERIFYING_OCR' AND read_lines = 4"));
        assertEquals(
            SCREENSHOTS, count(connection, "session_history WHERE status = 'VERIFYING_OCR'"));
        assertEquals(
            0,
            count(
                connection,
                "session_history WHERE status NOT IN"
                    + " ('ANALYSIS_IN_PROGRESS', 'VERIFYING_OCR')"));
        Person again = ann.movedTo(restarted);
        String last = accepted.get(SCREENSHOTS - 1);
        assertEquals(
            Person.SMALL_TEXTS, again.session(last).path("ocrResult").findValuesAsText("text"));
      }
    }
  }

  private static Connection connect(URI database) throws SQLException {
    return DriverManager.getConnection(TestDatabase.jdbc(database.toString()));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(Connection connection, String what) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + what)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
