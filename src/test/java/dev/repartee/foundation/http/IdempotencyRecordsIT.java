package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.foundation.config.Settings;
import dev.repartee.testing.TestDatabase;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class IdempotencyRecordsIT {

  private static final IdempotencyRecords.Key KEY =
      new IdempotencyRecords.Key("ann", "a-key", null);
  private static final byte[] BODY = {1, 2, 3};
  private static final byte[] OTHER_BODY = {3, 2, 1};

  private final PGSimpleDataSource database = TestDatabase.at(TestDatabase.migrated());
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final IdempotencyRecords records =
      new IdempotencyRecords(database, new HttpConfig(Settings.of(Map.of())), () -> now);

  @Test
  void theAnswerIsKeptAsItWas() {
    records.complete(KEY, take(), answer(201, new byte[] {0, -1, 7}));
    IdempotencyRecords.Answer replayed =
        assertInstanceOf(IdempotencyRecords.Answer.class, records.begin(KEY, BODY));
    assertEquals(201, replayed.status());
    assertEquals(Map.of("Content-Type", "application/json"), replayed.headers());
    assertArrayEquals(new byte[] {0, -1, 7}, replayed.bytes());
  }

  @Test
  void aKeyInFlightIsRefusedAndSoIsAnotherBody() {
    take();
    assertEquals(ProblemType.REQUEST_IN_PROGRESS, refusal(BODY));
    assertEquals(ProblemType.IDEMPOTENCY_KEY_REUSED, refusal(OTHER_BODY));
  }

  @Test
  void aCallThatNeverEndedCanBeTakenWhenItsLeaseIsOver() {
    IdempotencyRecords.Taken crashed = take();
    now = now.plus(Duration.ofMinutes(2));
    assertEquals(ProblemType.IDEMPOTENCY_KEY_REUSED, refusal(OTHER_BODY));
    IdempotencyRecords.Taken second = take();
    records.complete(KEY, crashed, answer(200, new byte[] {1}));
    assertEquals(ProblemType.REQUEST_IN_PROGRESS, refusal(BODY), "the late one changes nothing");
    records.complete(KEY, second, answer(200, new byte[] {2}));
    assertArrayEquals(
        new byte[] {2}, ((IdempotencyRecords.Answer) records.begin(KEY, BODY)).bytes());
  }

  @Test
  void aReleasedKeyIsFree() {
    records.release(KEY, take());
    take();
  }

  @Test
  void aDayLaterTheKeyMeansSomethingNew() {
    records.complete(KEY, take(), answer(200, new byte[0]));
    now = now.plus(Duration.ofHours(24));
    assertInstanceOf(IdempotencyRecords.Taken.class, records.begin(KEY, OTHER_BODY));
  }

  @Test
  void onlyWhatIsOverIsRemoved() throws Exception {
    IdempotencyRecords.Key other = new IdempotencyRecords.Key("ann", "with\nbreak", null);
    IdempotencyRetention retention = new IdempotencyRetention(database, () -> now);
    records.complete(KEY, take(), answer(200, new byte[0]));
    records.begin(other, BODY);
    assertEquals(List.of(), retention.due("", 10));

    now = now.plus(Duration.ofHours(24));
    List<String> due = retention.due("", 10);
    assertEquals(List.of("ann\na-key", "ann\nwith\nbreak"), due);
    assertEquals(due.subList(1, 2), retention.due(due.get(0), 10));
    records.begin(other, BODY);
    retention.remove(due);
    assertEquals(1, count(), "a key that is in use again stays");
    assertEquals(ProblemType.IDEMPOTENCY_KEY_REUSED, refusal(other, OTHER_BODY));
  }

  private IdempotencyRecords.Taken take() {
    return assertInstanceOf(IdempotencyRecords.Taken.class, records.begin(KEY, BODY));
  }

  private ProblemType refusal(byte[] body) {
    return refusal(KEY, body);
  }

  private ProblemType refusal(IdempotencyRecords.Key key, byte[] body) {
    return assertThrows(Problem.class, () -> records.begin(key, body)).type();
  }

  private static IdempotencyRecords.Answer answer(int status, byte[] body) {
    return new IdempotencyRecords.Answer(
        status, Map.of("Content-Type", "application/json"), ByteBuffer.wrap(body));
  }

  private int count() throws Exception {
    try (Connection connection = database.getConnection();
        java.sql.Statement statement = connection.createStatement();
        java.sql.ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM idempotency_record")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
