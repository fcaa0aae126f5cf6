package dev.repartee.assistant.ai;

import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;

/** The table {@code ai_usage}. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class SqlUsageLedger implements UsageLedger {

  private static final System.Logger LOG = System.getLogger(SqlUsageLedger.class.getName());

  private final DataSource dataSource;

  @Inject
  SqlUsageLedger(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void write(UsageRow row) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO ai_usage (id, workspace_id, user_id, provider, model, purpose,
                  input_tokens, output_tokens, estimated, cost_usd, latency_ms, outcome, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
      insert.setObject(1, row.id());
      insert.setObject(2, row.asker().workspaceId());
      insert.setObject(3, row.asker().userId());
      insert.setString(4, row.provider().wireName());
      insert.setString(5, shortened(row.model()));
      insert.setString(6, row.purpose().wireName());
      insert.setInt(7, row.inputTokens());
      insert.setInt(8, row.outputTokens());
      insert.setBoolean(9, row.estimated());
      insert.setBigDecimal(10, row.costUsd());
      insert.setInt(11, Math.toIntExact(row.latency().toMillis()));
      insert.setString(12, row.outcome());
      insert.setObject(13, utc(row.createdAt()));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a usage row can not be written", e);
    }
  }

  @AcrossWorkspaces
  @Override
  public BigDecimal spentFor(UUID userId, Instant since) {
    return sum(
        "SELECT coalesce(sum(cost_usd), 0) FROM ai_usage WHERE user_id = ? AND created_at >= ?",
        userId,
        since);
  }

  @AcrossWorkspaces
  @Override
  public BigDecimal spentOn(Provider provider, Instant since) {
    return sum(
        "SELECT coalesce(sum(cost_usd), 0) FROM ai_usage WHERE provider = ? AND created_at >= ?",
        provider.wireName(),
        since);
  }

  private BigDecimal sum(String sql, Object key, Instant since) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, key);
      select.setObject(2, utc(since));
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getBigDecimal(1);
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.ERROR, "Usage can not be summed up", e);
      throw new Problem(ProblemType.UNAVAILABLE, "The database is not available right now.");
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String shortened(String model) {
    return model.length() > 120 ? model.substring(0, 120) : model;
  }
}
