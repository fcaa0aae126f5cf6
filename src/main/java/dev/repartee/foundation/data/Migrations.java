package dev.repartee.foundation.data;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
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

  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

  private final DataSource dataSource;
  private volatile boolean applied;

  @Inject
  public Migrations(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Whether this instance has seen the schema brought up to date. */
  public boolean applied() {
    return applied;
  }

  void atStart(@Observes @Priority(StartOrder.MIGRATIONS) Startup event) throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      update(connection);
    }
    applied = true;
  }

  /** Applies what is missing, under the lock. */
  public static void update(Connection connection) throws SQLException, LiquibaseException {
    within(connection, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
    LOG.log(System.Logger.Level.INFO, "The database schema is up to date");
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
