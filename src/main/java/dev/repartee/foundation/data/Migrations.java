package dev.repartee.foundation.data;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Brings the schema up to date before anything else uses it. Liquibase's own lock lets one of
 * several instances work while the others wait.
 */
@ApplicationScoped
public class Migrations {

  static final String CHANGELOG = "db-changelog/changelog.xml";

  /** Any number that no other part of the product locks. */
  private static final long LOCK = 0x6d696772L;

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

  private final MigrationLogin login;
  private volatile boolean applied;

  @Inject
  Migrations(MigrationLogin login) {
    this.login = login;
  }

  /** Whether this instance has seen the schema brought up to date. */
  public boolean applied() {
    return applied;
  }

  void atStart(@Observes @Priority(StartOrder.MIGRATIONS) Startup event) throws Exception {
    try (Connection connection = login.connect()) {
      update(connection);
    }
    applied = true;
  }

  /** Applies what is missing, under the lock; asks Liquibase only when something may be missing. */
  public static void update(Connection connection) throws SQLException, LiquibaseException {
    ChangelogMark mark = ChangelogMark.of(Migrations.class.getClassLoader());
    if (!mark.isOn(connection)) {
      lock(connection);
      try {
        within(connection, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        call(connection, "SELECT walls_raise() IS NULL");
        mark.put(connection);
      } finally {
        call(connection, "SELECT pg_advisory_unlock(" + LOCK + ")");
      }
    }
    LOG.log(System.Logger.Level.INFO, "The database schema is up to date");
  }

  /**
   * Holds a lock of the database's own, because Liquibase's lock is a table, and instances that
   * start at once on an empty database get in each other's way making it. It is asked for again and
   * again rather than waited for: a waiting query would hold up an index being built concurrently.
   */
  private static void lock(Connection connection) throws SQLException {
    while (!call(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")")) {
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new SQLException("Interrupted while waiting for the migrations of another instance");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean call(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Takes back the last {@code count} changes. */
  public static void rollback(Connection connection, int count)
      throws SQLException, LiquibaseException {
    within(connection, liquibase -> liquibase.rollback(count, ""));
  }

  @FunctionalInterface
  private interface Work {
    void with(Liquibase liquibase) throws LiquibaseException;
  }

  private static void within(Connection connection, Work work)
      throws SQLException, LiquibaseException {
    boolean autoCommit = connection.getAutoCommit();
    ClassLoader loader = Migrations.class.getClassLoader();
    try {
      Scope.child(
          java.util.Map.of(
              Scope.Attr.ui.name(),
              new LoggerUIService(),
              Scope.Attr.classLoader.name(),
              loader,
              "liquibase.analytics.enabled",
              false),
          () -> {
            Database database =
                DatabaseFactory.getInstance()
                    .findCorrectDatabaseImplementation(new JdbcConnection(connection));
            work.with(new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(loader), database));
          });
    } catch (LiquibaseException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new LiquibaseException(e);
    } finally {
      connection.setAutoCommit(autoCommit);
    }
  }
}
