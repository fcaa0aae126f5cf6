package dev.repartee.foundation.data;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection outside of any transaction of the server's, from its lending to its return one
 * transaction of its own, because what is told to a transaction ends with it.
 */
final class OwnTransactionConnection implements InvocationHandler {

  private final Connection connection;
  private boolean closed;

  private OwnTransactionConnection(Connection connection) {
    this.connection = connection;
  }

  static Connection begin(Connection connection, Wall wall, Wall.Sight sight) throws SQLException {
    connection.setAutoCommit(false);
    try {
      wall.tell(connection, sight);
    } catch (SQLException e) {
      connection.rollback();
      connection.setAutoCommit(true);
      throw e;
    }
    return (Connection)
        Proxy.newProxyInstance(
            OwnTransactionConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new OwnTransactionConnection(connection));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("close")) {
      end();
      return null;
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Commits; Postgres refuses to when a statement has failed, whose exception is on its way. */
  private void end() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    try (connection) {
      try {
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }
}
