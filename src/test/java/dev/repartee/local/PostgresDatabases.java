package dev.repartee.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** The databases and the role of the local Postgres. */
final class PostgresDatabases {

  /** The product's own. */
  static final String PRODUCT = "repartee";

  private static final String ROLE = "repartee";

  /** What the product's role becomes where it works in the name of a workspace. */
  private static final String WALLED_ROLE = "repartee_walled";

  /** A login that may work with rows when the owner lets it, for tests that have two. */
  private static final String ROWS_ROLE = "repartee_rows";

  private final LocalHome home;
  private final IntSupplier port;
  private final AtomicInteger copies = new AtomicInteger();

  PostgresDatabases(LocalHome home, IntSupplier port) {
    this.home = home;
    this.port = port;
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + port.getAsInt() + "/" + database;
  }

  String url(String database) {
    String login = ROLE + ":" + rolePassword();
    return "postgres://" + login + "@localhost:" + port.getAsInt() + "/" + database;
  }

  /** The same database for a login that owns nothing in it. */
  String urlOfRowsLogin(String url) {
    return url.replace("://" + ROLE + ":", "://" + ROWS_ROLE + ":");
  }

  String copy(String template) {
    String name = "test_" + ProcessHandle.current().pid() + "_" + copies.incrementAndGet();
    create(name, template);
    return url(name);
  }

  String makeEmpty(String name) {
    drop(name);
    create(name, "template0");
    return url(name);
  }

  void drop(String name) {
    execute("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
  }

  void dropCopies() {
    query("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'").forEach(this::drop);
  }

  /** Makes the product's roles and database where missing. */
  void ensureProduct() {
    if (query("SELECT rolname FROM pg_roles WHERE rolname = '" + ROLE + "'").isEmpty()) {
      execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + rolePassword() + "'");
    }
    if (query("SELECT rolname FROM pg_roles WHERE rolname = '" + WALLED_ROLE + "'").isEmpty()) {
      execute("CREATE ROLE " + WALLED_ROLE + " NOLOGIN");
    }
    if (query("SELECT rolname FROM pg_roles WHERE rolname = '" + ROWS_ROLE + "'").isEmpty()) {
      execute("CREATE ROLE " + ROWS_ROLE + " LOGIN PASSWORD '" + rolePassword() + "'");
    }
    execute("GRANT " + WALLED_ROLE + " TO " + ROLE);
    if (query("SELECT datname FROM pg_database WHERE datname = '" + PRODUCT + "'").isEmpty()) {
      create(PRODUCT, "template0");
    }
  }

  private void create(String name, String template) {
    execute("CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(template) + " OWNER " + ROLE);
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private void execute(String sql) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new LocalServiceException("Postgres refused: " + e.getMessage(), e);
    }
  }

  private List<String> query(String sql) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new LocalServiceException("Postgres refused: " + e.getMessage(), e);
    }
  }

  private Connection superuser() throws SQLException {
    return DriverManager.getConnection(jdbcUrl("postgres"), "postgres", superuserPassword());
  }

  String superuserPassword() {
    return home.secret("postgres.superuser.password");
  }

  private String rolePassword() {
    return home.secret("postgres.password");
  }
}
