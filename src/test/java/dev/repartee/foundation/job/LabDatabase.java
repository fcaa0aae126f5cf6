package dev.repartee.foundation.job;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.EncryptionConfig;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own, with a pool, and with transactions as a server does them: within one,
 * everybody on the thread shares its connection.
 */
final class LabDatabase extends PGSimpleDataSource implements AutoCloseable {

  private static final long serialVersionUID = 1;

  /** As an instance has it that was told no key. */
  static final Encryption ENCRYPTION = encryption(Map.of());

  private final String address;
  private final transient Queue<Connection> free = new ConcurrentLinkedQueue<>();
  private final transient Queue<Connection> open = new ConcurrentLinkedQueue<>();
  private final transient ThreadLocal<@Nullable Transaction> current = new ThreadLocal<>();
  private final transient AtomicLong lent = new AtomicLong();
  private volatile boolean cut;

  private record Transaction(
      Connection connection, List<Runnable> afterCommit, List<Runnable> afterRollback) {}

  static Encryption encryption(Map<String, String> keys) {
    Map<String, String> variables = new HashMap<>(keys);
    variables.put("APP_ENV", "local");
    Settings settings = Settings.of(variables);
    return Encryption.alone(new EncryptionConfig(settings, new ServerConfig(settings)));
  }

  private LabDatabase(String address) {
    this.address = address;
    setURL(TestDatabase.jdbc(address));
  }

  /** A new one with the product's schema. */
  static LabDatabase create() {
    return create(LocalServices.forTests());
  }

  /** A new one with the product's schema, in a Postgres of one's own. */
  static LabDatabase create(LocalServices services) {
    return at(TestDatabase.migrated(services));
  }

  /** One that is there already. */
  static LabDatabase at(String url) {
    return new LabDatabase(url);
  }

  /** Where it is, as {@link #at} takes it. */
  String address() {
    return address;
  }

  /** The same database through connections of its own, as another process has them. */
  LabDatabase another() {
    return at(address);
  }

  private Connection physical() throws SQLException {
    Connection connection = DriverManager.getConnection(getURL(), getUser(), getPassword());
    open.add(connection);
    return connection;
  }

  /** How often a connection was asked for; about the number of statements. */
  long lent() {
    return lent.get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    lent.incrementAndGet();
    if (cut) {
      throw new SQLException("This process is dead");
    }
    Transaction transaction = current.get();
    if (transaction != null) {
      return lent(transaction.connection(), () -> {});
    }
    Connection connection = pooled();
    return lent(connection, () -> free.add(connection));
  }

  private Connection pooled() throws SQLException {
    for (Connection known = free.poll(); known != null; known = free.poll()) {
      if (known.isValid(1)) {
        return known;
      }
    }
    return physical();
  }

  private static Connection lent(Connection connection, Runnable close) {
    return (Connection)
        Proxy.newProxyInstance(
            LabDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                close.run();
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Runs work in a new transaction of this thread. */
  void inTransaction(Runnable work) {
    Transaction outer = current.get();
    try {
      Connection connection = pooled();
      if (cut) {
        throw new SQLException("This process is dead");
      }
      connection.setAutoCommit(false);
      Transaction transaction = new Transaction(connection, new ArrayList<>(), new ArrayList<>());
      current.set(transaction);
      boolean good = false;
      try {
        work.run();
        good = true;
      } finally {
        current.set(outer);
        if (good) {
          connection.commit();
        } else {
          connection.rollback();
          transaction.afterRollback().forEach(Runnable::run);
        }
        connection.setAutoCommit(true);
        free.add(connection);
      }
      transaction.afterCommit().forEach(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs work in the transaction of this thread, or in a new one. */
  void joiningTransaction(Runnable work) {
    if (current.get() == null) {
      inTransaction(work);
    } else {
      work.run();
    }
  }

  /** One or the other at the end of this thread's transaction. */
  void atEnd(Runnable afterCommit, Runnable afterRollback) {
    Transaction transaction = current.get();
    if (transaction == null) {
      afterCommit.run();
    } else {
      transaction.afterCommit().add(afterCommit);
      transaction.afterRollback().add(afterRollback);
    }
  }

  /** Lets time go by, for Postgres has no clock that can be set: everything lies further back. */
  void pass(Duration time) {
    execute(
        """
        UPDATE job SET run_at = run_at - passed, created_at = created_at - passed,
          lease_until = lease_until - passed
        FROM (SELECT ? * interval '1 microsecond' AS passed) AS time
        """,
        time);
  }

  /** One number. */
  long number(String sql, @Nullable Object... parameters) {
    return new Statements(this).rows(sql, row -> row.getLong(1), parameters).get(0);
  }

  void execute(String sql, @Nullable Object... parameters) {
    new Statements(this).change(sql, parameters);
  }

  /** From here on nothing of this process reaches Postgres, as if it had been killed. */
  void cut() {
    cut = true;
    close();
  }

  @Override
  public void close() {
    for (Connection connection = open.poll(); connection != null; connection = open.poll()) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
