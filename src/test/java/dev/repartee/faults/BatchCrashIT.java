package dev.repartee.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestDatabase;
import dev.repartee.testing.TestServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What walks a table goes on where it was, whatever happens to the server that began. */
@Tag("long")
class BatchCrashIT {

  private static final int DAYS = 200;
  private static final Duration LONG = Duration.ofMinutes(3);

  /** One call on each day up to yesterday, and a note of every day that is summed up, slowly. */
  private static final String USAGE =
      """
      INSERT INTO workspace (id, name, created_at, updated_at)
        VALUES ('00000000-0000-0000-0000-000000000001', 'w', now(), now());
      INSERT INTO ai_usage (id, workspace_id, provider, model, purpose, input_tokens, output_tokens,
          cost_usd, latency_ms, outcome, created_at)
        SELECT gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 'openai', 'm', 'reply',
          10, 20, 0.5, 100, 'ok', now() - n * interval '1 day' FROM generate_series(1, %d) AS n;
      CREATE TABLE summed_up (day date);
      CREATE FUNCTION note_day() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO summed_up VALUES (NEW.day);
        PERFORM pg_sleep(0.1);
        RETURN NULL;
      END $$;
      CREATE TRIGGER note_day AFTER INSERT ON ai_usage_rollup
        FOR EACH ROW EXECUTE FUNCTION note_day();
      """
          .formatted(DAYS);

  private static final String WRITTEN =
      "SELECT coalesce(sum(m_write), 0) FROM batch_stepthreadexecution s"
          + " JOIN batch_jobexecution e ON e.jobexecid = s.fk_jobexecid WHERE e.execnum = ";

  /** As the batch runtime writes it down. */
  private static final long STOPPED = 3;

  private static final String SUMMED_UP = "SELECT count(*) FROM ai_usage_rollup";

  private final URI database = URI.create(LocalServices.forTests().newDatabase("template0"));
  private final Map<String, String> variables =
      Map.of(
          "DATABASE_URL", database.toString(),
          "JOB_LEASE", "3s",
          "JOB_SWEEP_INTERVAL", "500ms",
          "SHUTDOWN_TIMEOUT", "10s");
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection(TestDatabase.jdbc(database.toString()));
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private void beginRollUp() throws SQLException {
    execute(USAGE);
    execute(
        "UPDATE job_schedule SET next_tick = date_trunc('second', now()) WHERE name = 'usage-rollup'");
    awaitSummedUp(21);
  }

  private void awaitSummedUp(long days) {
    assertTrue(
        Eventually.isTrue(LONG, () -> number(SUMMED_UP) >= days),
        () -> "only " + number(SUMMED_UP));
  }

  private void awaitEnd() {
    awaitSummedUp(DAYS);
    assertTrue(
        Eventually.isTrue(() -> number("SELECT count(*) FROM job WHERE queue = 'rollup'") == 0));
    assertEquals(0, number("SELECT count(*) FROM dead_job"));
  }

  @Test
  void aBatchGoesOnFromItsCheckpointWhenItsServerIsKilledOrStopped() throws Exception {
    long untilKilled;
    try (TestServer killed = TestServer.start("batch-1", variables)) {
      beginRollUp();
      assertTrue(
          Eventually.isTrue(
              () -> number("SELECT count(*) FROM job WHERE progress BETWEEN 1 AND 99") == 1),
          "the job does not tell how far it is");
      killed.process().kill();
      assertFalse(killed.process().isRunning());
      untilKilled = number(SUMMED_UP);
      assertTrue(untilKilled < DAYS, "the kill came too late to prove anything");
    }
    TestServer stopped = TestServer.start("batch-2", variables);
    try (stopped) {
      awaitSummedUp(untilKilled + 21);
      assertTrue(stopped.log().contains("was cut off in execution"), stopped.log());
    }
    long untilStopped = number(SUMMED_UP);
    assertTrue(untilStopped < DAYS, "the stop came too late to prove anything");
    assertEquals(untilStopped - untilKilled, number(WRITTEN + 1), "what the second one wrote");
    assertEquals(STOPPED, number("SELECT batchstatus FROM batch_jobexecution WHERE execnum = 1"));
    try (TestServer last = TestServer.start("batch-3", variables)) {
      awaitEnd();
      assertEquals(DAYS - untilStopped, number(WRITTEN + 2), "what the third one wrote");
      assertEquals(DAYS, number("SELECT count(*) FROM summed_up"), "no day twice");
      assertEquals(
          DAYS * 30L, number("SELECT sum(input_tokens + output_tokens) FROM ai_usage_rollup"));
      assertFalse(last.log().contains("was cut off in execution"), "it was stopped in order");
    }
  }

  @Test
  void aServerThatWakesUpAfterOthersTookItsBatchCommitsNoMore() throws Exception {
    try (TestServer frozen = TestServer.start("batch-4", variables);
        TestServer awake = TestServer.start("batch-5", variables)) {
      beginRollUp();
      // Whichever of the two it is that works, freezing one and then the other meets it.
      TestServer worker = working(frozen, awake);
      worker.process().freeze();
      long before = number(SUMMED_UP);
      assertTrue(
          Eventually.isTrue(
              LONG,
              () ->
                  number(
                          "SELECT count(*) FROM batch_jobexecution WHERE execnum = 1 AND fk_jobinstanceid IN (SELECT jobinstanceid FROM batch_jobinstance WHERE jobxmlname = 'usage-rollup')")
                      == 1),
          "nobody took the batch over");
      worker.process().thaw();
      awaitEnd();
      assertTrue(before < DAYS);
      assertEquals(DAYS, number("SELECT count(*) FROM summed_up"), "no day twice");
    }
  }

  /** The one of the two whose freezing stops the work. */
  private TestServer working(TestServer one, TestServer other) {
    one.process().freeze();
    long count = number(SUMMED_UP);
    boolean goesOn = Eventually.isTrue(Duration.ofSeconds(2), () -> number(SUMMED_UP) > count + 7);
    one.process().thaw();
    return goesOn ? other : one;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
