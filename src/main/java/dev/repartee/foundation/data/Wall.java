package dev.repartee.foundation.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How this server's connections are kept to the rows of one workspace. The tables have policies
 * ({@code 0091-walls.sql}) that read the setting {@code app.workspace}; whoever owns the tables is
 * above them, so that work in the name of a workspace is done by another role.
 */
enum Wall {

  /**
   * The server signs in as a role that owns nothing: it sees no row until it is told a workspace,
   * or that it works for all of them.
   */
  OF_THE_LOGIN {
    @Override
    void tell(Connection connection, Sight sight) throws SQLException {
      call(connection, "SELECT set_config('app.workspace', ?, true)", sight.setting());
    }

    @Override
    boolean mustBeTold(Sight sight) {
      return true;
    }
  },

  /**
   * The server signs in as the owner, and gives up what that allows it for the length of a
   * transaction that works in the name of a workspace.
   */
  OF_THE_TRANSACTION {
    @Override
    void tell(Connection connection, Sight sight) throws SQLException {
      call(
          connection,
          sight.isEverything()
              ? "SELECT set_config('role', 'none', true), set_config('app.workspace', ?, true)"
              : "SELECT set_config('role', '"
                  + ROLE
                  + "', true), set_config('app.workspace', ?, true)",
          sight.setting());
    }

    @Override
    boolean mustBeTold(Sight sight) {
      return !sight.isEverything();
    }
  },

  /** There is none: the server owns the tables, and there is no role that it could be instead. */
  NONE {
    @Override
    void tell(Connection connection, Sight sight) {}

    @Override
    boolean mustBeTold(Sight sight) {
      return false;
    }
  };

  /** Who works in the name of a workspace when the server signs in as the owner. */
  static final String ROLE = "repartee_walled";

  /** What is to be seen. */
  record Sight(@Nullable UUID workspace) {

    static final Sight EVERYTHING = new Sight(null);

    boolean isEverything() {
      return workspace == null;
    }

    String setting() {
      return workspace == null ? "*" : workspace.toString();
    }
  }

  /** Tells the transaction at hand, until its end, what it may see. */
  abstract void tell(Connection connection, Sight sight) throws SQLException;

  /** Whether a transaction that was told nothing does not see this already. */
  abstract boolean mustBeTold(Sight sight);

  private static void call(Connection connection, String sql, String setting) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, setting);
      statement.executeQuery().close();
    }
  }

  /** That of a role which is connected to a database whose schema is up to date. */
  static Wall of(Connection connection) throws SQLException {
    String sql =
        """
        SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(session_user, c.relowner, 'MEMBER'),
          EXISTS (SELECT 1 FROM pg_roles w WHERE w.rolname = ? AND NOT w.rolsuper
            AND NOT w.rolbypassrls AND has_table_privilege(w.oid, c.oid, 'UPDATE'))
        FROM pg_roles r, pg_class c
        WHERE r.rolname = session_user AND c.oid = 'workspace'::regclass
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, ROLE);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        boolean owns = row.getBoolean(1);
        boolean role = row.getBoolean(2);
        return !owns ? OF_THE_LOGIN : role && canBecome(connection) ? OF_THE_TRANSACTION : NONE;
      }
    }
  }

  /** Tries, because what makes a member able to differs between versions of Postgres. */
  private static boolean canBecome(Connection connection) {
    try {
      call(connection, "SELECT set_config('role', ?, true)", ROLE);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
