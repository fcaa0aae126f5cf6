package dev.repartee.foundation.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * The changes of the schema: making those that are missing, taking them back, and saying which were
 * made. Of several processes one works while the others wait.
 */
public final class Migrations {

  static final String CHANGELOG = "db-changelog/changelog.xml";

  /** Any number that no other part of the product locks. */
  private static final long LOCK = 0x6d696772L;

  /**
   * A change that waits for a table makes everybody behind it wait: rather does it fail, and is
   * tried again by the next start.
   */
  private static final String PATIENCE_WITH_LOCKS = "10s";

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

  private Migrations() {}

  /** Applies what is missing, under the lock; asks Liquibase only when something may be missing. */
  public static void update(Connection connection) throws SQLException, LiquibaseException {
    update(connection, change -> {});
    LOG.log(System.Logger.Level.INFO, "The database schema is up to date");
  }

  /**
   * As {@link #update(Connection)}.
   *
   * @param told is given the id of each change before it is made
   */
  public static void update(Connection connection, Consumer<String> told)
      throws SQLException, LiquibaseException {
    ChangelogMark mark = ChangelogMark.of(Migrations.class.getClassLoader());
    if (!mark.isOn(connection)) {
      lock(connection);
      try {
        execute(connection, "SET lock_timeout = '" + PATIENCE_WITH_LOCKS + "'");
        freeLeftLock(connection);
        within(
            connection,
            liquibase -> {
              liquibase.setChangeExecListener(new Telling(told));
              liquibase.update(new Contexts(), new LabelExpression());
            });
        call(connection, "SELECT walls_raise() IS NULL");
        mark.put(connection);
      } finally {
        execute(connection, "RESET lock_timeout");
        unlock(connection);
      }
    }
  }

  /**
   * Makes certain changes and no others, on an empty database: it then has the schema of the
   * version that had made just these. That they were made is for the caller to note down.
   */
  public static void make(Connection connection, Set<String> changes)
      throws SQLException, LiquibaseException {
    lock(connection);
    try {
      within(
          connection,
          liquibase -> {
            DatabaseChangeLog log = liquibase.getDatabaseChangeLog();
            Database database = liquibase.getDatabase();
            LockServiceFactory.getInstance().getLockService(database).init();
            liquibase.checkLiquibaseTables(false, log, new Contexts(), new LabelExpression());
            for (ChangeSet change : log.getChangeSets()) {
              if (changes.contains(change.getId())) {
                change.execute(log, database);
              }
            }
          });
    } finally {
      unlock(connection);
    }
  }

  /** Whether every change of this version that this Postgres is fit for was made. */
  public static boolean isCurrent(Connection connection) throws SQLException {
    return ChangelogMark.of(Migrations.class.getClassLoader()).isOn(connection);
  }

  /** The ids of the changes that were made, oldest first; none on an empty database. */
  public static List<String> applied(Connection connection) throws SQLException {
    List<String> ids = new ArrayList<>();
    if (call(connection, "SELECT to_regclass('databasechangelog') IS NOT NULL")) {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT id FROM databasechangelog ORDER BY orderexecuted")) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  /** The ids of all changes of this version, in their order. Changes nothing. */
  public static List<String> known(Connection connection) throws SQLException, LiquibaseException {
    List<String> ids = new ArrayList<>();
    within(
        connection,
        liquibase ->
            liquibase.getDatabaseChangeLog().getChangeSets().forEach(c -> ids.add(c.getId())));
    return ids;
  }

  private static void unlock(Connection connection) throws SQLException {
    call(connection, "SELECT pg_advisory_unlock(" + LOCK + ")");
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

  /**
   * Who holds the database's lock works alone: Liquibase's own, if it is taken, was left by a
   * process that was killed.
   */
  private static void freeLeftLock(Connection connection) throws SQLException {
    if (call(connection, "SELECT to_regclass('databasechangeloglock') IS NOT NULL")) {
      execute(connection, "UPDATE databasechangeloglock SET locked = false WHERE locked");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
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
    lock(connection);
    try {
      within(connection, liquibase -> liquibase.rollback(count, ""));
    } finally {
      unlock(connection);
    }
  }

  /** Says what is about to be changed. */
  private static final class Telling extends AbstractChangeExecListener {

    private final Consumer<String> told;

    Telling(Consumer<String> told) {
      this.told = told;
    }

    @Override
    public void willRun(
        ChangeSet change, DatabaseChangeLog log, Database database, ChangeSet.RunStatus status) {
      told.accept(change.getId());
    }
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
