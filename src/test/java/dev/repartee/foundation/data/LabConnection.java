package dev.repartee.foundation.data;

import dev.repartee.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection of one's own, past everything that the product puts before it. */
record LabConnection(Connection connection) implements AutoCloseable {

  static LabConnection to(String url) throws SQLException {
    return new LabConnection(DriverManager.getConnection(TestDatabase.jdbc(url)));
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
