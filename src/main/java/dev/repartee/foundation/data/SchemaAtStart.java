package dev.repartee.foundation.data;

import dev.repartee.foundation.config.OwnProcess;
import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import liquibase.exception.LiquibaseException;

/** Brings the schema up to date before anything else of this server uses it. */
@ApplicationScoped
public class SchemaAtStart {

  private static final System.Logger LOG = System.getLogger(SchemaAtStart.class.getName());

  /** Postgres is not there (sysexits.h: EX_UNAVAILABLE). */
  static final int NO_DATABASE = 69;

  /** A change can not be made (EX_SOFTWARE). */
  static final int NO_SCHEMA = 70;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);

  private final MigrationLogin login;
  private final StartConfig config;
  private volatile boolean applied;

  @Inject
  SchemaAtStart(MigrationLogin login, StartConfig config) {
    this.login = login;
    this.config = config;
  }

  /** Whether this instance has seen the schema brought up to date. */
  public boolean applied() {
    return applied;
  }

  void atStart(@Observes @Priority(StartOrder.MIGRATIONS) Startup event) {
    try (Connection connection = connect()) {
      Migrations.update(connection);
      applied = true;
    } catch (SQLException e) {
      giveUp(NO_DATABASE, "Gave up on Postgres: " + e.getMessage());
    } catch (LiquibaseException e) {
      giveUp(
          NO_SCHEMA,
          "A migration failed; the changes before it stay, its own are undone, the lock is free: "
              + cause(e));
    }
  }

  /** Waits for Postgres as long as it may, and says so now and then. */
  private Connection connect() throws SQLException {
    long begin = System.nanoTime();
    long spoke = begin - BETWEEN_WORDS.toNanos();
    while (true) {
      try {
        return login.connect();
      } catch (SQLException e) {
        long now = System.nanoTime();
        if (now - begin > config.timeout().toNanos()) {
          throw new SQLException("it is not there after " + config.timeout() + ", " + cause(e), e);
        }
        if (now - spoke >= BETWEEN_WORDS.toNanos()) {
          spoke = now;
          LOG.log(System.Logger.Level.WARNING, "Waiting for Postgres: {0}", cause(e));
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /** The first line of what is behind it all; the rest repeats statements. */
  private static String cause(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Ends the process, so that the platform sees it and may try again, unless the server belongs to
   * somebody else: then only the application refuses to start.
   */
  private static void giveUp(int code, String message) {
    LOG.log(System.Logger.Level.ERROR, message);
    OwnProcess.halt(code);
    throw new IllegalStateException(message);
  }
}
