package dev.repartee.foundation.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL statements on whatever connection the data source gives: the transaction's, if any.
 * Parameters may be instants, and collections of UUIDs or texts, which become arrays.
 */
public final class Sql {

  private final DataSource dataSource;

  public Sql(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * A connection for tables that belong to no workspace: as cheap as one can be, since it is not
   * told whose rows it may see. What belongs to one is not seen.
   */
  public static Connection unwalled(DataSource dataSource) throws SQLException {
    return dataSource.isWrapperFor(WalledDataSource.Pool.class)
        ? dataSource.unwrap(WalledDataSource.Pool.class).unwalled().getConnection()
        : dataSource.getConnection();
  }

  /** Turns the current row into what it stands for. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * The rows of a query, or of a change that returns some.
   *
   * @throws IllegalStateException when Postgres is away or refuses
   */
  public <T> List<T> rows(String sql, Row<T> reader, @Nullable Object... parameters) {
    try (Connection connection = dataSource.getConnection();
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
      throw new IllegalStateException("Postgres could not answer: " + e.getMessage(), e);
    }
  }

  /**
   * How many rows the change met.
   *
   * @throws IllegalStateException when Postgres is away or refuses
   */
  public int change(String sql, @Nullable Object... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Postgres could not change: " + e.getMessage(), e);
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object parameter = parameters[i];
      if (parameter instanceof Instant instant) {
        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
      } else if (parameter instanceof Collection<?> values) {
        boolean ids = !values.isEmpty() && values.stream().allMatch(UUID.class::isInstance);
        statement.setArray(
            i + 1, connection.createArrayOf(ids ? "uuid" : "text", values.toArray()));
      } else {
        statement.setObject(i + 1, parameter);
      }
    }
  }
}
