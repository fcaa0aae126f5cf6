package dev.repartee.foundation.data;

import dev.repartee.testing.TestDatabase;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A pool of one connection, and transactions in which everybody shares it, as a server does it.
 * What one leaves behind on the connection, the next one finds.
 */
final class LabTransactions extends PGSimpleDataSource
    implements TransactionSynchronizationRegistry {

  private static final long serialVersionUID = 1;

  private final transient Map<Object, Object> resources = new HashMap<>();
  private transient @Nullable Connection physical;
  private boolean inTransaction;
  private int lent;

  LabTransactions(String url) {
    setURL(TestDatabase.jdbc(url));
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection shared = physical;
    if (shared == null) {
      shared = super.getConnection();
      physical = shared;
    }
    Connection connection = shared;
    lent++;
    return (Connection)
        Proxy.newProxyInstance(
            LabTransactions.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                lent--;
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  void end() throws SQLException {
    Connection open = physical;
    if (open != null) {
      open.close();
    }
  }

  /** How many connections nobody has given back. */
  int lent() {
    return lent;
  }

  <T> T transaction(Callable<T> work) throws Exception {
    Connection connection = getConnection();
    connection.setAutoCommit(false);
    inTransaction = true;
    boolean good = false;
    try {
      T result = work.call();
      good = true;
      return result;
    } finally {
      if (good) {
        connection.commit();
      } else {
        connection.rollback();
      }
      connection.setAutoCommit(true);
      connection.close();
      inTransaction = false;
      resources.clear();
    }
  }

  @Override
  public @Nullable Object getTransactionKey() {
    return inTransaction ? this : null;
  }

  @Override
  public void putResource(Object key, Object value) {
    resources.put(key, value);
  }

  @Override
  public @Nullable Object getResource(Object key) {
    return resources.get(key);
  }

  @Override
  public void registerInterposedSynchronization(Synchronization synchronization) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getTransactionStatus() {
    return inTransaction ? Status.STATUS_ACTIVE : Status.STATUS_NO_TRANSACTION;
  }

  @Override
  public void setRollbackOnly() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean getRollbackOnly() {
    return false;
  }
}
