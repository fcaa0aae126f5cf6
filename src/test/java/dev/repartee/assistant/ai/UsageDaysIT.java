package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.data.Sql;
import dev.repartee.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class UsageDaysIT {

  private static final UUID WORKSPACE = Ids.next();
  private static final LocalDate DAY = LocalDate.parse("2026-05-04");

  private final PGSimpleDataSource database = TestDatabase.at(TestDatabase.migrated());
  private final Sql sql = new Sql(database);
  private final UsageDays days = new UsageDays(database);

  @BeforeEach
  void prepare() {
    sql.change(
        "INSERT INTO workspace (id, name, created_at, updated_at) VALUES (?, 'w', now(), now())",
        WORKSPACE);
  }

  private void call(String provider, String model, String outcome, int tokens, String at) {
    sql.change(
        """
        INSERT INTO ai_usage (id, workspace_id, provider, model, purpose, input_tokens,
          output_tokens, cost_usd, latency_ms, outcome, created_at)
        VALUES (?, ?, ?, ?, 'reply', ?, 1, 0.25, 100, ?, ?)
        """,
        Ids.next(),
        WORKSPACE,
        provider,
        model,
        tokens,
        outcome,
        Instant.parse(at));
  }

  private List<String> rows() {
    return sql.rows(
        """
        SELECT concat_ws(' ', day, provider, model, calls, failures, input_tokens, output_tokens,
          cost_usd, latency_ms) FROM ai_usage_rollup ORDER BY 1
        """,
        row -> row.getString(1));
  }

  @Test
  void aDayIsSummedUpByProviderAndModelFromMidnightToMidnightUtc() {
    call("openai", "a", Bookkeeper.OK, 7, "2026-05-03T23:59:59.999999Z");
    call("openai", "a", Bookkeeper.OK, 10, "2026-05-04T00:00:00Z");
    call("openai", "a", "timeout", 5, "2026-05-04T12:00:00Z");
    call("openai", "b", Bookkeeper.OK, 1, "2026-05-04T23:59:59.999999Z");
    call("gemini", "a", Bookkeeper.OK, 2, "2026-05-04T12:00:00Z");
    call("gemini", "a", Bookkeeper.OK, 3, "2026-05-05T00:00:00Z");

    days.sumUp(DAY);

    assertEquals(
        List.of(
            "2026-05-04 gemini a 1 0 2 1 0.250000 100",
            "2026-05-04 openai a 2 1 15 2 0.500000 200",
            "2026-05-04 openai b 1 0 1 1 0.250000 100"),
        rows());
  }

  @Test
  void summingUpADayOnceMoreTakesInWhatCameLateAndCountsNothingTwice() {
    call("openai", "a", Bookkeeper.OK, 10, "2026-05-04T08:00:00Z");
    days.sumUp(DAY);
    days.sumUp(DAY);
    assertEquals(List.of("2026-05-04 openai a 1 0 10 1 0.250000 100"), rows());

    call("openai", "a", Bookkeeper.OK, 1, "2026-05-04T09:00:00Z");
    days.sumUp(DAY);
    assertEquals(List.of("2026-05-04 openai a 2 0 11 2 0.500000 200"), rows());
  }

  @Test
  void theFirstDayIsTheFirstOfUseAndThenTheLastThatWasSummedUp() {
    assertEquals(Optional.empty(), days.first());
    call("openai", "a", Bookkeeper.OK, 1, "2026-05-02T23:30:00Z");
    call("openai", "a", Bookkeeper.OK, 1, "2026-05-04T08:00:00Z");
    assertEquals(Optional.of(LocalDate.parse("2026-05-02")), days.first());
    days.sumUp(DAY);
    assertEquals(Optional.of(DAY), days.first());
  }
}
