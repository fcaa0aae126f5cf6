package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.data.Ids;
import dev.repartee.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The table of calls, on a real Postgres. */
class SqlUsageLedgerIT {

  private static final Instant NOW = Instant.parse("2026-05-17T12:00:00Z");
  private static final UUID WORKSPACE = Ids.next();
  private static final UUID MEMBER = Ids.next();

  private final PGSimpleDataSource dataSource = TestDatabase.at(TestDatabase.migrated());
  private final SqlUsageLedger ledger = new SqlUsageLedger(dataSource);

  @BeforeEach
  void thereIsAMember() throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO workspace (id, name, created_at, updated_at) VALUES ('"
              + WORKSPACE
              + "', 'w', now(), now())");
      statement.executeUpdate(
          "INSERT INTO app_user (id, email, password_hash, created_at, updated_at) VALUES ('"
              + MEMBER
              + "', 'a@example.org', 'x', now(), now())");
    }
  }

  private void write(Provider provider, String cost, Instant at) {
    ledger.write(
        new UsageRow(
            Ids.next(),
            new Asker(WORKSPACE, MEMBER),
            provider,
            "m".repeat(300),
            Purpose.OPENER,
            100,
            20,
            true,
            new BigDecimal(cost),
            Duration.ofMillis(1_234),
            "ok",
            at));
  }

  @Test
  void sumsUpByMemberAndByProviderSinceAMoment() {
    write(Provider.OPENAI, "0.000120", NOW);
    write(Provider.OPENAI, "0.000003", NOW.minusSeconds(1));
    write(Provider.GEMINI, "1.5", NOW);
    assertEquals(new BigDecimal("1.500120"), ledger.spentFor(MEMBER, NOW));
    assertEquals(new BigDecimal("0.000123"), ledger.spentOn(Provider.OPENAI, NOW.minusSeconds(1)));
    assertEquals(0, ledger.spentOn(Provider.LOCAL, NOW).signum());
    assertEquals(0, ledger.spentFor(Ids.next(), NOW).signum());
  }

  @Test
  void whatAMemberCostStaysWhenTheMemberGoes() throws Exception {
    write(Provider.OPENAI, "2", NOW);
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM app_user");
      try (ResultSet row = statement.executeQuery("SELECT * FROM ai_usage")) {
        assertTrue(row.next());
        assertEquals("openai", row.getString("provider"));
        assertEquals("opener", row.getString("purpose"));
        assertEquals(1_234, row.getInt("latency_ms"));
        assertEquals(NOW, row.getTimestamp("created_at").toInstant());
        assertEquals(null, row.getString("user_id"));
      }
    }
    assertEquals(new BigDecimal("2.000000"), ledger.spentOn(Provider.OPENAI, NOW));
  }
}
