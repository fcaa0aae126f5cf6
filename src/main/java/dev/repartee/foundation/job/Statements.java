package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Runs SQL statements on whatever connection the data source gives: the transaction's, if any. The
 * tables of jobs belong to nobody's workspace, and so need no word about which one it is.
 */
final class Statements {

  private final DataSource dataSource;

  Statements(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Turns the current row into what it stands for. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The rows of a query, or of a change that returns some. */
  <T> List<T> rows(String sql, Row<T> reader, @Nullable Object... parameters) {
    try (Connection connection = Sql.unwalled(dataSource);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      List<T> rows = new ArrayList<>();
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          rows.add(reader.read(results));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new JobStoreUnavailable(e);
    }
  }

  /** Whether the change met a row. */
  boolean change(String sql, @Nullable Object... parameters) {
    try (Connection connection = Sql.unwalled(dataSource);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      return statement.executeUpdate() > 0;
    } catch (SQLException e) {
      throw new JobStoreUnavailable(e);
    }
  }

  /**
   * A plan for many ids at once is not kept: the table may have been empty when it was made, and a
   * million long now. So the driver has to be visible to the application.
   */
  private static void planAnew(PreparedStatement statement) throws SQLException {
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
  }

  private static void bind(
      Connection connection, PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object parameter = parameters[i];
      if (parameter instanceof Instant instant) {
        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
      } else if (parameter
          instanceof Duration duration) { // in microseconds, as Postgres keeps time
        statement.setLong(i + 1, duration.toNanos() / 1_000);
      } else if (parameter instanceof UUID[] uuids) {
        statement.setArray(i + 1, connection.createArrayOf("uuid", uuids));
        planAnew(statement);
      } else if (parameter instanceof String[] texts) {
        statement.setArray(i + 1, connection.createArrayOf("text", texts));
      } else {
        statement.setObject(i + 1, parameter);
      }
    }
  }
}
