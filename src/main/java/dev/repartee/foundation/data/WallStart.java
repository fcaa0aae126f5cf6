package dev.repartee.foundation.data;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Finds out at start which wall there can be, and raises it. */
@ApplicationScoped
class WallStart {

  private static final System.Logger LOG = System.getLogger(WallStart.class.getName());

  private final DataSource pool;
  private final MigrationLogin owner;
  private final Tenancy tenancy;

  @Inject
  WallStart(@Unwalled DataSource pool, MigrationLogin owner, Tenancy tenancy) {
    this.pool = pool;
    this.owner = owner;
    this.tenancy = tenancy;
  }

  void atStart(@Observes @Priority(StartOrder.WALLS) Startup event) throws SQLException {
    Wall wall;
    try (Connection connection = pool.getConnection()) {
      wall = Wall.of(connection);
      if (wall == Wall.OF_THE_LOGIN) {
        admit(connection);
      } else if (wall == Wall.NONE) {
        raise(connection);
        wall = Wall.of(connection);
      }
    }
    if (wall == Wall.NONE) {
      LOG.log(
          System.Logger.Level.WARNING,
          "There is no second wall between workspaces: this login owns the tables, and may not make"
              + " the role "
              + Wall.ROLE
              + ". Name the owner in DATABASE_MIGRATION_URL and another role in DATABASE_URL");
    }
    LOG.log(System.Logger.Level.INFO, "The second wall between workspaces: {0}", wall);
    tenancy.raise(wall);
  }

  /** Lets the owner give this login what it needs, where it has not done so. */
  private void admit(Connection connection) throws SQLException {
    String sql = "SELECT session_user, has_table_privilege(session_user, 'workspace', 'UPDATE')";
    String login;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      login = row.getString(1);
      if (row.getBoolean(2)) {
        return;
      }
    }
    try (Connection theirs = owner.connect();
        PreparedStatement admit = theirs.prepareStatement("SELECT walls_admit(?)")) {
      admit.setString(1, login);
      admit.executeQuery().close();
    }
  }

  /** The role may have been made since the last migration. */
  private static void raise(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT walls_raise()").close();
    }
  }
}
